/** How many inputs a property is tried on: CI asks for more of them than a developer waits for. */
export function runs(count: number): number {
  return Math.ceil(count * Number(process.env['MODEL_GATE_RUNS'] ?? 1));
}
