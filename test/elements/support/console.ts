import '../../../src/development/console.js';

/** What the page's console is warned of while `run` is under way, one text a line. */
export async function warningsOf(run: () => unknown): Promise<string[]> {
  const warn = console.warn.bind(console);
  const lines: string[] = [];
  console.warn = (...said: unknown[]) => void lines.push(said.map(String).join(' '));
  try {
    await run();
  } finally {
    console.warn = warn;
  }
  return lines;
}
