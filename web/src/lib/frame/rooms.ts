import { rooms, type Room } from '../core/address';

export const roomTitles: Record<Room, string> = {
  answers: 'Answers',
  issues: 'Issues',
  actors: 'Actors',
  'what-if': 'What if',
  evidence: 'Evidence',
  check: 'Check',
};

/** The letter after g that goes to a room. */
export const roomKeys: Record<Room, string> = {
  answers: 'a',
  issues: 'i',
  actors: 'c',
  'what-if': 'w',
  evidence: 'e',
  check: 'k',
};

/** The rooms that a case uses and this workbench has, in the order of thought. */
export function roomsOf(used: readonly string[]): Room[] {
  return rooms.filter((room) => used.includes(room));
}
