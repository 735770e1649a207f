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

/** @returns `count` different coordinates, drawn fairly */
export function drawCoordinates(count: number, draw: (below: number) => number = randomInt): string[] {
  const left = [...matrixCoordinates];
  return Array.from({ length: count }, () => left.splice(draw(left.length), 1)[0] ?? '');
}

/** The right answer to the coordinates, in their order. */
export function readCells(cells: MatrixCells, coordinates: readonly string[]): string {
  return coordinates.map((coordinate) => cells[coordinate] ?? '').join('');
}
