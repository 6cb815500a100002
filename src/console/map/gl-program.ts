/** Compiles a program of WebGL 2; throws with what the compiler says. */
export function glProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind);
    if (shader === null) throw new Error('The graphics context is lost.');
    gl.shaderSource(shader, `#version 300 es\nprecision highp float;\n${source}`);
    gl.compileShader(shader);
    if (gl.getShaderParameter(shader, gl.COMPILE_STATUS) !== true) {
      throw new Error(`A shader cannot be compiled: ${gl.getShaderInfoLog(shader)}`);
    }
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) {
    throw new Error(`Shaders cannot be linked: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}

/** Names of drivers that draw by the processor: our own pixels are quicker than theirs. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render|softpipe/i;

/** A context of WebGL 2 that draws by a graphics card; undefined where there is none, unless software is wanted all the same. */
export function glContext(
  canvas: HTMLCanvasElement,
  { software, ...attributes }: WebGLContextAttributes & { readonly software: boolean },
): WebGL2RenderingContext | undefined {
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, stencil: false, ...attributes });
  if (gl === null) return undefined;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = info === null ? '' : gl.getParameter(info.UNMASKED_RENDERER_WEBGL);
  return !software && SOFTWARE.test(String(name)) ? undefined : gl;
}
