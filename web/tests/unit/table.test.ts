import { describe, expect, it } from 'vitest';
import { nextOrder, orderFromText, orderToText, sorted, toTSV, type Column } from '../../src/lib/core/table';

interface Row {
  name: string;
  n: number;
}
const rows: Row[] = [
  { name: 'b2', n: 1 },
  { name: 'a', n: NaN },
  { name: 'b10', n: -5 },
  { name: 'c', n: 1 },
];
const name: Column<Row> = { key: 'name', title: 'Name', text: (r) => r.name };
const n: Column<Row> = { key: 'n', title: 'N', text: (r) => String(r.n), sort: (r) => r.n, numeric: true };
const names = (list: Row[]) => list.map((r) => r.name).join(' ');

describe('sorted', () => {
  it('keeps the rows as they come without an order', () => expect(names(sorted(rows, [name, n], null))).toBe('b2 a b10 c'));
  it('sorts text as people count', () => expect(names(sorted(rows, [name, n], { key: 'name', down: false }))).toBe('a b2 b10 c'));
  it('sorts numbers, equal rows in their places', () => {
    expect(names(sorted(rows, [name, n], { key: 'n', down: false }))).toBe('b10 b2 c a');
  });
  it('ignores an order by a column that is not there', () => {
    expect(names(sorted(rows, [name, n], { key: 'x', down: true }))).toBe('b2 a b10 c');
  });
  it('leaves its input alone', () => {
    sorted(rows, [name, n], { key: 'name', down: true });
    expect(names(rows)).toBe('b2 a b10 c');
  });
});

describe('order', () => {
  it('starts numbers with the largest and ends with none', () => {
    const first = nextOrder(n, null);
    expect(first).toEqual({ key: 'n', down: true });
    const second = nextOrder(n, first);
    expect(second).toEqual({ key: 'n', down: false });
    expect(nextOrder(n, second)).toBeNull();
    expect(nextOrder(name, second)).toEqual({ key: 'name', down: false });
  });
  it('goes through the address and back', () => {
    for (const order of [null, { key: 'n', down: true }, { key: 'n', down: false }]) {
      expect(orderFromText(orderToText(order))).toEqual(order);
    }
  });
});

describe('toTSV', () => {
  it('writes plain minus signs and quotes what would break a cell', () => {
    const text: Column<Row> = { key: 't', title: 'T\tT', text: () => '−3 "x"' };
    expect(toTSV([rows[0]!], [name, text])).toBe('Name\t"T\tT"\nb2\t"-3 ""x"""\n');
  });
});
