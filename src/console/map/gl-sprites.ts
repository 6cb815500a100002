import { glProgram } from './gl-program.js';
import type { SpritePainter, Sprites } from './sprites.js';

const VERTEX = `
in vec2 place;
in float radius;
in vec4 shade;
uniform vec2 size;
out vec4 tone;
out float reach;
void main() {
  tone = shade;
  reach = radius;
  gl_PointSize = 2.0 * radius + 2.0;
  gl_Position = vec4(place.x / size.x * 2.0 - 1.0, 1.0 - place.y / size.y * 2.0, 0.0, 1.0);
}`;

const FRAGMENT = `
in vec4 tone;
in float reach;
out vec4 colour;
void main() {
  float away = length(gl_PointCoord - 0.5) * (2.0 * reach + 2.0);
  float alpha = tone.a * clamp(reach + 0.5 - away, 0.0, 1.0);
  colour = vec4(tone.rgb * alpha, alpha);
}`;

/** Draws sprites by a graphics card. */
export class GlSprites implements SpritePainter {
  private readonly program: WebGLProgram;
  private readonly buffers: readonly WebGLBuffer[];

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = glProgram(gl, VERTEX, FRAGMENT);
    this.buffers = [gl.createBuffer(), gl.createBuffer(), gl.createBuffer()];
  }

  paint(sprites: Sprites, width: number, height: number): void {
    const { gl, program } = this;
    if (gl.canvas.width !== width || gl.canvas.height !== height) {
      gl.canvas.width = width;
      gl.canvas.height = height;
    }
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (sprites.count === 0) return;
    gl.useProgram(program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.uniform2f(gl.getUniformLocation(program, 'size'), width, height);
    const places = new Float32Array(sprites.count * 2);
    for (let at = 0; at < sprites.count; at++) {
      places[at * 2] = sprites.x[at];
      places[at * 2 + 1] = sprites.y[at];
    }
    this.column(0, 'place', places, 2, gl.FLOAT);
    this.column(1, 'radius', sprites.radius.subarray(0, sprites.count), 1, gl.FLOAT);
    this.column(2, 'shade', sprites.colour.subarray(0, sprites.count), 4, gl.UNSIGNED_BYTE);
    gl.drawArrays(gl.POINTS, 0, sprites.count);
  }

  private column(
    buffer: number,
    name: string,
    values: ArrayBufferView<ArrayBuffer>,
    width: number,
    type: number,
  ): void {
    const { gl, program, buffers } = this;
    const at = gl.getAttribLocation(program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers[buffer]);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STREAM_DRAW);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, width, type, type === gl.UNSIGNED_BYTE, 0, 0);
  }
}
