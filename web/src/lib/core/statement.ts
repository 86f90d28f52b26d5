// Statements of the game in words: "joint & ~trade-assad" becomes “Keep up the
// joint campaign” and not “Trade Assad”. The precedence is the program's: ~, &,
// |, ->, <->; -> groups to the right, the others to the left. A hyphen belongs to
// an id between two of its characters, so "a->b" stays an arrow.

type Node =
  | { op: 'id'; id: string }
  | { op: '~'; of: Node }
  | { op: '&' | '|' | '->' | '<->'; a: Node; b: Node };

const token = /\s*(?:(<->|->|[~&|()])|([A-Za-z0-9_.]+(?:-[A-Za-z0-9_.]+)*))/y;
const spelled: Record<string, string> = { NOT: '~', AND: '&', OR: '|', IFF: '<->' };

function tokens(text: string): string[] | null {
  const out: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const found = token.exec(text);
    if (!found) return null;
    const word = found[1] ?? found[2]!;
    out.push(spelled[word] ?? word);
  }
  return out;
}

const levels = ['<->', '->', '|', '&'] as const;

/** The tree of an expression; null where it does not parse. */
export function parse(text: string): Node | null {
  const list = tokens(text);
  if (!list || list.length === 0) return null;
  let at = 0;

  const binary = (level: number): Node | null => {
    if (level === levels.length) return unary();
    const op = levels[level]!;
    let left = binary(level + 1);
    while (left && (list[at] === op || (op === '->' && list[at] === 'IF'))) {
      const turned = list[at++] === 'IF';
      const right: Node | null = op === '->' && !turned ? binary(level) : binary(level + 1);
      if (!right) return null;
      left = turned ? { op, a: right, b: left } : { op, a: left, b: right };
    }
    return left;
  };
  const unary = (): Node | null => {
    const word = list[at++];
    if (word === undefined) return null;
    if (word === '~') {
      const of = unary();
      return of && { op: '~', of };
    }
    if (word === '(') {
      const inner = binary(0);
      return inner && list[at++] === ')' ? inner : null;
    }
    return /^[A-Za-z0-9_.]/.test(word) ? { op: 'id', id: word } : null;
  };
  const tree = binary(0);
  return tree && at === list.length ? tree : null;
}

/** An expression with the options' names; as written where it does not parse. */
export function inWords(text: string, nameOf: (id: string) => string): string {
  const tree = parse(text);
  if (!tree) return text;
  const loose = (n: Node): number => (n.op === 'id' ? 9 : n.op === '~' ? (n.of.op === 'id' ? 8 : 4) : levels.indexOf(n.op));
  const say = (n: Node, above: number): string => {
    const words = plain(n);
    // What binds looser than where it stands is put in brackets.
    return loose(n) <= above ? `(${words})` : words;
  };
  const plain = (n: Node): string => {
    switch (n.op) {
      case 'id':
        return `“${nameOf(n.id)}”`;
      case '~':
        return n.of.op === 'id' ? `not ${plain(n.of)}` : `not (${plain(n.of)})`;
      case '&':
        return `${say(n.a, 2)} and ${say(n.b, 2)}`;
      case '|':
        return `${say(n.a, 1)} or ${say(n.b, 1)}`;
      case '->':
        return `if ${say(n.a, 1)}, then ${say(n.b, 1)}`;
      case '<->':
        return `${say(n.a, 1)} exactly when ${say(n.b, 1)}`;
    }
  };
  return plain(tree);
}
