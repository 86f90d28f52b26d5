import { describe, expect, it } from 'vitest';
import { formatAddress, home, parseAddress, runQuery, withChange, type Address } from '../../src/lib/core/address';

const at = (path: string) => parseAddress(new URL(path, 'http://127.0.0.1'));

describe('address', () => {
  it('reads every part', () => {
    expect(
      at('/c/hamadan-2016/issues?what-if=a,b&set=russia.base-access.position%3D60..80&seed=7&draws=2000&sel=arms&why=n:x.y&sort=-share&show=nash'),
    ).toEqual({
      case: 'hamadan-2016',
      room: 'issues',
      whatIfs: ['a', 'b'],
      off: [],
      sets: [{ path: 'russia.base-access.position', to: '60..80' }],
      seed: '7',
      draws: 2000,
      sel: 'arms',
      why: 'n:x.y',
      sort: '-share',
      show: 'nash',
      issue: null,
      model: null,
      switches: [],
      rounds: null,
      round: null,
      concept: null,
      paths: null,
      want: null,
      dm: null,
      push: [],
      maps: null,
    });
  });
  it('goes home from anything else', () => {
    expect(at('/')).toEqual(home);
    expect(at('/nothing/here')).toEqual(home);
  });
  it('takes a missing or unknown room as Answers', () => {
    expect(at('/c/x').room).toBe('answers');
    expect(at('/c/x/kitchen').room).toBe('answers');
  });
  it('drops what it cannot use', () => {
    const a = at('/c/x/answers?seed=abc&draws=-3&set=nothing&set==5');
    expect([a.seed, a.draws, a.sets]).toEqual([null, null, []]);
  });
  it('keeps seeds that no float can hold', () => {
    expect(at('/c/x/answers?seed=18446744073709551615').seed).toBe('18446744073709551615');
  });
  it('comes back as it was written', () => {
    const full: Address = {
      case: 'a b',
      room: 'what-if',
      whatIfs: ['one', 'two'],
      off: ['M1', 'M12'],
      sets: [
        { path: 'moderates -> cooperation', to: 'off' },
        { path: 'drivers.deal-payoff', to: '+0.6' },
        { path: 'drivers.threats', to: '=0.2' },
      ],
      seed: '3',
      draws: 500,
      sel: 'allow+joint',
      issue: 'base-access',
      model: 'eu/masad-2014',
      switches: [{ name: 'prob', value: 'net' }],
      rounds: 12,
      round: 0,
      concept: 'smr',
      paths: 'moves',
      want: 'stable',
      dm: 'iran',
      push: [
        { name: 'threats', value: '+1' },
        { name: 'deal-payoff', value: '-0.5..-0.2' },
        { name: 'mistrust', value: '=0.3' },
      ],
      maps: ['fa', 'll'],
      why: 'c:temporary-only',
      sort: 'name',
      show: 'unused',
    };
    expect(at(formatAddress(full))).toEqual(full);
  });
  it('reads pushes with commas, again and again, and with a plus sign lost in a query', () => {
    expect(at('/c/x/causes?push=a=+1,b=-0.5&push=c==0.3').push).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: '-0.5' },
      { name: 'c', value: '=0.3' },
    ]);
    expect(at('/c/x/causes?push=a,=2,b=').push).toEqual([]);
    expect(at('/c/x/causes?maps=a').maps).toBeNull();
    expect(at('/c/x/causes?maps=a,a').maps).toBeNull();
  });
  it('says nothing of what is as usual', () => {
    expect(formatAddress({ ...home, case: 'x', room: 'check' })).toBe('/c/x/check');
  });
  it('gives the run its own part alone', () => {
    expect(runQuery(at('/c/x/issues?what-if=a&sel=b&why=c:d&seed=2')).toString()).toBe('what-if=a&seed=2');
  });
  it('replaces and removes changes by path', () => {
    const one = withChange([], 'p', '1');
    expect(withChange(one, 'p', '2')).toEqual([{ path: 'p', to: '2' }]);
    expect(withChange(one, 'p', null)).toEqual([]);
  });
});
