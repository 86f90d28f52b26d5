// Tables as data: what a screen shows, a spreadsheet gets and a test reads are
// the same rows.

export interface Column<Row> {
  key: string;
  title: string;
  /** What a spreadsheet gets, and what the cell shows unless the table draws its own. */
  text: (row: Row) => string;
  /** What sorting compares; the text unless given. */
  sort?: (row: Row) => number | string;
  numeric?: boolean;
  /** False: the header is no button. */
  sortable?: boolean;
  /** Said in the header's tooltip. */
  hint?: string;
}

export interface Order {
  key: string;
  down: boolean;
}

/** Rows in the given order; rows that compare alike keep their places. */
export function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: Order | null): Row[] {
  const column = order && columns.find((c) => c.key === order.key);
  if (!order || !column) return [...rows];
  const value = column.sort ?? column.text;
  const sign = order.down ? -1 : 1;
  return rows
    .map((row, i) => ({ row, i, v: value(row) }))
    .sort((a, b) => sign * compare(a.v, b.v) || a.i - b.i)
    .map(({ row }) => row);
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a - b;
  }
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** The next order when a header is pressed: numbers start with the largest. */
export function nextOrder<Row>(column: Column<Row>, now: Order | null): Order | null {
  const first = column.numeric === true;
  if (now?.key !== column.key) return { key: column.key, down: first };
  return now.down === first ? { key: column.key, down: !first } : null;
}

/** "key" or "-key", as it stands in the address. */
export function orderToText(order: Order | null): string | null {
  return order && (order.down ? '-' : '') + order.key;
}

export function orderFromText(text: string | null | undefined): Order | null {
  if (!text) return null;
  return text.startsWith('-') ? { key: text.slice(1), down: true } : { key: text, down: false };
}

/** Tab-separated, as spreadsheets paste it. */
export function toTSV<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cell = (text: string) => {
    const flat = text.replace(/\u2212/g, '-').replace(/\u2009/g, '');
    return /[\t\n"]/.test(flat) ? `"${flat.replace(/"/g, '""')}"` : flat;
  };
  const lines = [columns.map((c) => cell(c.title)), ...rows.map((row) => columns.map((c) => cell(c.text(row))))];
  return lines.map((line) => line.join('\t')).join('\n') + '\n';
}
