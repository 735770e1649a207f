/** Matrix cards: a printed grid of cells, named by column letter and row number. */

import { randomInt } from 'node:crypto';

/** Coordinate -> the digits printed there. */
export type MatrixCells = Readonly<Record<string, string>>;

export const matrixColumns = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;
export const matrixRows = [1, 2, 3, 4, 5, 6, 7] as const;
export const matrixCellDigits = 2;

export const matrixCoordinates: readonly string[] = matrixColumns.flatMap((column) =>
  matrixRows.map((row) => `${column}${row}`),
);

/** Coordinate -> how often it was drawn. */
export type CellCounts = Readonly<Record<string, number>>;

/**
 * Whoever has watched the card's owner knows the cells that were asked, so none is asked again before all others were.
 * @returns `count` different coordinates, drawn fairly among those that were drawn least
 */
export function drawCoordinates(
  count: number,
  drawn: CellCounts = {},
  draw: (below: number) => number = randomInt,
): string[] {
  const left = [...matrixCoordinates];
  const timesOf = (coordinate: string) => drawn[coordinate] ?? 0;
  return Array.from({ length: count }, () => {
    const least = Math.min(...left.map(timesOf));
    const candidates = left.filter((coordinate) => timesOf(coordinate) === least);
    const chosen = candidates[draw(candidates.length)] ?? '';
    left.splice(left.indexOf(chosen), 1);
    return chosen;
  });
}

/** The counts once these were drawn too. */
export function countDrawn(drawn: CellCounts, coordinates: readonly string[]): CellCounts {
  return { ...drawn, ...Object.fromEntries(coordinates.map((each) => [each, (drawn[each] ?? 0) + 1])) };
}

/** The right answer to the coordinates, in their order. */
export function readCells(cells: MatrixCells, coordinates: readonly string[]): string {
  return coordinates.map((coordinate) => cells[coordinate] ?? '').join('');
}
