import { describe, expect, it } from 'vitest';
import { inWords, parse } from '../../src/lib/core/statement';

const names: Record<string, string> = { a: 'act', b: 'boast', c: 'cede', 'd-e': 'delay it' };
const say = (text: string) => inWords(text, (id) => names[id] ?? id);

describe('statements', () => {
  it('are told with the names of the options', () => {
    expect(say('a & ~b')).toBe('“act” and not “boast”');
    expect(say('a -> b')).toBe('if “act”, then “boast”');
    expect(say('a <-> d-e')).toBe('“act” exactly when “delay it”');
    expect(say('a|b|c')).toBe('“act” or “boast” or “cede”');
  });
  it('bind ~ first, then &, |, ->, <->', () => {
    expect(say('a & b | c')).toBe('“act” and “boast” or “cede”');
    expect(say('a & (b | c)')).toBe('“act” and (“boast” or “cede”)');
    expect(say('~(a & b)')).toBe('not (“act” and “boast”)');
    expect(say('a <-> b | c')).toBe('“act” exactly when “boast” or “cede”');
  });
  it('group -> to the right', () => {
    expect(say('a -> b -> c')).toBe('if “act”, then (if “boast”, then “cede”)');
    expect(parse('a -> b -> c')).toEqual(parse('a -> (b -> c)'));
    expect(parse('a <-> b <-> c')).toEqual(parse('(a <-> b) <-> c'));
  });
  it('may be spelled, and an arrow needs no blanks', () => {
    expect(parse('NOT a AND b OR c')).toEqual(parse('~a & b | c'));
    expect(parse('a IFF b')).toEqual(parse('a<->b'));
    expect(parse('a IF b')).toEqual(parse('b->a'));
    expect(parse('d-e->a')).toEqual(parse('d-e -> a'));
  });
  it('that do not parse stay as they are written', () => {
    for (const text of ['', 'a &', '(a', 'a b', '& a', 'a ? b', '~', 'a)']) {
      expect(parse(text)).toBeNull();
      expect(say(text)).toBe(text);
    }
  });
});
