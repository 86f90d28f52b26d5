import { rooms, type Room } from '../core/address';

export const roomTitles: Record<Room, string> = {
  answers: 'Answers',
  issues: 'Issues',
  bargain: 'Bargaining',
  actors: 'Actors',
  conflict: 'Conflict',
  causes: 'Causes',
  'what-if': 'What if',
  mechanisms: 'Mechanisms',
  explanations: 'Explanations',
  evidence: 'Evidence',
  check: 'Check',
};

/** The letter after g that goes to a room. */
export const roomKeys: Record<Room, string> = {
  answers: 'a',
  issues: 'i',
  bargain: 'b',
  actors: 'c',
  conflict: 'f',
  causes: 'u',
  'what-if': 'w',
  mechanisms: 'm',
  explanations: 'x',
  evidence: 'e',
  check: 'k',
};

/** Rooms that stand under another and are there when it is. */
export const within: Partial<Record<Room, Room>> = { bargain: 'issues' };

/** The rooms that a case uses and this workbench has, in the order of thought. */
export function roomsOf(used: readonly string[]): Room[] {
  return rooms.filter((room) => used.includes(within[room] ?? room));
}
