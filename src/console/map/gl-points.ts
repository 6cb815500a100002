import { assert } from '../../base/assert.js';
import { glProgram } from './gl-program.js';
import type { MapPlaces } from './map-places.js';
import { scaleOf } from './mercator.js';
import { BRIGHTEST, type PointsPicture } from './pixel-points.js';
import { CLASSES_MAX, pointRadius, pointStrength, type PointLayer } from './point-layer.js';

const POINT_VERTEX = `
in vec2 place;
in float kind;
uniform vec2 middle;
uniform vec2 scale;
uniform float radius;
uniform vec4 inks[${CLASSES_MAX}]; // colour to add, and size
out vec3 ink;
out float reach;
void main() {
  int row = int(kind + 0.5);
  bool drawn = row < ${CLASSES_MAX};
  vec4 one = inks[drawn ? row : 0];
  ink = one.rgb;
  reach = max(radius * one.w, 0.5);
  gl_PointSize = drawn ? 2.0 * reach + 1.0 : 0.0;
  gl_Position = drawn ? vec4((place - middle) * scale, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}`;

const POINT_FRAGMENT = `
in vec3 ink;
in float reach;
out vec4 colour;
void main() {
  float away = length(gl_PointCoord - 0.5) * (2.0 * reach + 1.0);
  colour = vec4(ink * clamp(reach + 0.5 - away, 0.0, 1.0), 1.0);
}`;

const TONE_VERTEX = `
out vec2 at;
void main() {
  at = vec2(float(gl_VertexID & 1) * 2.0, float(gl_VertexID >> 1) * 2.0);
  gl_Position = vec4(at * 2.0 - 1.0, 0.0, 1.0);
}`;

const TONE_FRAGMENT = `
in vec2 at;
uniform sampler2D sums;
uniform vec3 paper;
uniform bool dark;
out vec4 colour;
void main() {
  vec3 share = ${BRIGHTEST.toFixed(2)} * (1.0 - exp(-texture(sums, at).rgb));
  colour = vec4(dark ? paper + (1.0 - paper) * share : paper * (1.0 - share), 1.0);
}`;

/** Draws points by a graphics card: sums of light in a texture of half floats first, then those as colours. */
export class GlPoints {
  private readonly points: WebGLProgram;
  private readonly tones: WebGLProgram;
  private readonly placeBuffer: WebGLBuffer;
  private readonly classBuffer: WebGLBuffer;
  private readonly sums: WebGLTexture;
  private readonly frame: WebGLFramebuffer;
  private placed: MapPlaces | undefined;
  private laid: PointLayer | undefined;
  private size = '';

  /** Throws where the card cannot add up half floats. */
  constructor(private readonly gl: WebGL2RenderingContext) {
    if (gl.getExtension('EXT_color_buffer_float') === null && gl.getExtension('EXT_color_buffer_half_float') === null) {
      throw new Error('The graphics card cannot draw into half floats.');
    }
    this.points = glProgram(gl, POINT_VERTEX, POINT_FRAGMENT);
    this.tones = glProgram(gl, TONE_VERTEX, TONE_FRAGMENT);
    this.placeBuffer = gl.createBuffer();
    this.classBuffer = gl.createBuffer();
    this.sums = gl.createTexture();
    this.frame = gl.createFramebuffer();
  }

  draw(places: MapPlaces, picture: PointsPicture): void {
    const { gl } = this;
    const { size, ratio, layer, beside } = picture;
    const width = Math.max(1, Math.round(size.width * ratio));
    const height = Math.max(1, Math.round(size.height * ratio));
    this.prepare(width, height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const border = Math.round((beside?.at ?? 1) * width);
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(0, 0, border, height);
    this.addPoints(places, picture, layer);
    if (beside !== undefined) {
      gl.scissor(border, 0, width - border, height);
      this.addPoints(places, picture, beside.layer);
    }
    gl.disable(gl.SCISSOR_TEST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.disable(gl.BLEND);
    gl.useProgram(this.tones);
    gl.uniform3fv(gl.getUniformLocation(this.tones, 'paper'), picture.paper);
    gl.uniform1i(gl.getUniformLocation(this.tones, 'dark'), picture.dark ? 1 : 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  private prepare(width: number, height: number): void {
    const { gl } = this;
    if (this.size === `${width} ${height}`) return;
    this.size = `${width} ${height}`;
    gl.canvas.width = width;
    gl.canvas.height = height;
    gl.bindTexture(gl.TEXTURE_2D, this.sums);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA16F, width, height, 0, gl.RGBA, gl.HALF_FLOAT, null);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.sums, 0);
  }

  private addPoints(places: MapPlaces, { view, size, ratio, dark }: PointsPicture, layer: PointLayer): void {
    const { gl, points } = this;
    assert(layer.classes.length <= CLASSES_MAX, `a layer of ${layer.classes.length} classes`);
    gl.useProgram(points);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE);
    this.bindColumns(places, layer);
    const scale = 2 * scaleOf(view);
    gl.uniform2f(gl.getUniformLocation(points, 'middle'), view.x, view.y);
    gl.uniform2f(gl.getUniformLocation(points, 'scale'), scale / size.width, -scale / size.height);
    gl.uniform1f(gl.getUniformLocation(points, 'radius'), pointRadius(view.zoom) * ratio);
    const inks = new Float32Array(CLASSES_MAX * 4);
    layer.classes.forEach((one, row) => {
      const strength = one.strength * pointStrength(view.zoom);
      const ink = dark ? one.dark.map((part) => part * strength) : one.light.map((part) => (1 - part) * strength);
      inks.set([...ink, one.size], row * 4);
    });
    gl.uniform4fv(gl.getUniformLocation(points, 'inks'), inks);
    gl.drawArrays(gl.POINTS, 0, places.count);
  }

  private bindColumns(places: MapPlaces, layer: PointLayer): void {
    const { gl, points } = this;
    const place = gl.getAttribLocation(points, 'place');
    const kind = gl.getAttribLocation(points, 'kind');
    gl.bindBuffer(gl.ARRAY_BUFFER, this.placeBuffer);
    if (this.placed !== places) {
      const both = new Float32Array(places.count * 2);
      places.x.forEach((x, row) => both.set([Number.isNaN(x) ? 9 : x, Number.isNaN(x) ? 9 : places.y[row]], row * 2));
      gl.bufferData(gl.ARRAY_BUFFER, both, gl.STATIC_DRAW);
      this.placed = places;
    }
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.classBuffer);
    if (this.laid !== layer) {
      gl.bufferData(gl.ARRAY_BUFFER, layer.classOf, gl.STATIC_DRAW);
      this.laid = layer;
    }
    gl.enableVertexAttribArray(kind);
    gl.vertexAttribPointer(kind, 1, gl.UNSIGNED_BYTE, false, 0, 0);
  }
}
