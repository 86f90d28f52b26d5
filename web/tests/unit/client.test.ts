import { afterEach, describe, expect, it, vi } from 'vitest';
import { acts, failureOf, urls, Failure } from '../../src/lib/api/client';
import { home } from '../../src/lib/core/address';

afterEach(() => vi.unstubAllGlobals());

describe('failureOf', () => {
  it('reads problems with their places', () => {
    const f = failureOf(422, JSON.stringify({ format: 'entente.problems/1', problems: [{ code: 'case/bad', severity: 'error', cause: 'No.', remedy: 'Do.' }] }));
    expect([f.message, f.remedy, f.problems.length]).toEqual(['No.', 'Do.', 1]);
  });
  it('reads problem+json and its hint', () => {
    const f = failureOf(409, JSON.stringify({ title: 'Conflict', detail: 'Built in.', hint: 'Copy it.' }));
    expect([f.message, f.remedy]).toEqual(['Built in.', 'Copy it.']);
  });
  it('says something of use about a bare status', () => {
    const f = failureOf(502, '<html>');
    expect(f.message).toContain('502');
    expect(f.remedy).toContain('terminal');
  });
});

describe('addresses of the API', () => {
  const at = { ...home, case: 'a/b', whatIfs: ['x'], sets: [{ path: 'p.q', to: '1..2' }] };
  it('escape the case and carry the run', () => {
    expect(urls.answers(at, true)).toBe('/api/cases/a%2Fb/answers?what-if=x&set=p.q=1..2&levers=1');
    expect(urls.whyNumber(at, 'a -> b')).toBe('/api/cases/a%2Fb/number?what-if=x&set=p.q=1..2&path=a+-%3E+b');
  });
});

describe('changes', () => {
  it('carry the header that the program asks for', async () => {
    const fetched = vi.fn(async () => new Response('{"id":"x"}', { status: 200 }));
    vi.stubGlobal('fetch', fetched);
    await acts.open('/tmp/x');
    const [url, init] = fetched.mock.calls[0] as unknown as [string, RequestInit];
    expect(url).toBe('/api/cases');
    expect(new Headers(init.headers).get('X-Entente')).toBe('1');
    expect(init.body).toBe('{"path":"/tmp/x"}');
  });
  it('say what to do when the program is gone', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('refused')));
    await expect(acts.undo('x')).rejects.toSatisfy((f: Failure) => f.status === 0 && f.remedy.includes('entente serve'));
  });
});
