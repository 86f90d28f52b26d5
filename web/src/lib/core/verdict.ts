import type { Basis, Verdict } from '../api/types';

/** A verdict's sign: a shape beside the word, so that colour never speaks alone. */
export const verdictSign: Record<Verdict, string> = {
  agrees: '●',
  disagrees: '○',
  divided: '◐',
  silent: '–',
};

export const verdictWord: Record<Verdict, string> = {
  agrees: 'agrees',
  disagrees: 'disagrees',
  divided: 'divided',
  silent: 'silent',
};

export const basisWord: Record<Basis, string> = {
  evidence: 'evidence',
  judgement: 'analyst’s judgement, no source',
  default: 'default of the program',
  none: 'no evidence',
};

export const basisShort: Record<Basis, string> = {
  evidence: 'evidence',
  judgement: 'judgement',
  default: 'default',
  none: 'no evidence',
};
