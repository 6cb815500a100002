/** The trips that a clause names, as an expression to test their ids with; `*` stands for any characters. */
export function tripPattern(pattern: string): RegExp {
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`);
}
