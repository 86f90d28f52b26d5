/** A stretch of text; with an id where it names something. */
export interface Piece {
  text: string;
  id: string | null;
}

/** Cuts text at every name that stands in it; of two names at one place the longer counts. */
export function splitBy(text: string, names: readonly { words: string; id: string }[]): Piece[] {
  const longest = names.filter((n) => n.words !== '').sort((a, b) => b.words.length - a.words.length);
  const pieces: Piece[] = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const name = longest.find((n) => text.startsWith(n.words, at));
    if (!name) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, id: null });
    plain = '';
    pieces.push({ text: name.words, id: name.id });
    at += name.words.length;
  }
  if (plain !== '') pieces.push({ text: plain, id: null });
  return pieces;
}
