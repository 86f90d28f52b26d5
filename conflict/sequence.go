package conflict

import "math"

const (
	unreached int32 = -2 // no sequence leads there yet
	nobody    int32 = -1 // the sequence is empty
)

// sequences searches the legal sequences of moves from a state, shortest first.
//
// The rule that nobody moves twice in a row asks for a search over pairs of
// state and last mover. Of those pairs two a state are enough: after the first
// arrival at a state everybody but its mover goes on, after the first arrival
// by another mover that one does too, and a third arrival adds nothing. In
// option form moves and improvements are transitive, so not even the second
// arrival adds anything; and what a decision maker whose options are all free
// can reach in its group of states was reached from the first of them, or for
// improvements from the worst so far.
type sequences struct {
	m      *Model
	mover  []int32 // by arrival, two a state: who made the last move
	prev   []int32 // by arrival: the arrival before that move
	length []int32 // by arrival: moves made
	queue  []int32
	passed [][]int32 // option form, by decision maker and node: the worst rank gone on from
	buf    []int32
	all    []int // every decision maker
}

func newSequences(m *Model) *sequences {
	n := 2 * m.Len()
	q := &sequences{m: m, mover: make([]int32, n), prev: make([]int32, n), length: make([]int32, n),
		queue: make([]int32, 0, n), buf: make([]int32, 0, m.Len()), all: make([]int, len(m.space.dms))}
	for i := range q.all {
		q.all[i] = i
	}
	if m.space.arcs == nil {
		q.passed = make([][]int32, len(q.all))
		for i := range q.all {
			if g := &m.space.groups[i]; g.irr == 0 {
				q.passed[i] = make([]int32, g.nodes())
			}
		}
	}
	return q
}

// search finds what members bring about from a state: by moves, or with ranks
// by improvements only.
func (q *sequences) search(from int, members []int, ranks [][]int32) {
	for k := range q.mover {
		q.mover[k] = unreached
	}
	for _, passed := range q.passed {
		for v := range passed {
			passed[v] = math.MaxInt32
		}
	}
	q.mover[2*from], q.length[2*from] = nobody, 0
	q.queue = append(q.queue[:0], int32(2*from))
	for head := 0; head < len(q.queue); head++ {
		arrival := q.queue[head]
		first := arrival &^ 1
		s := int(first / 2)
		for _, j := range members {
			if again := arrival != first; again != (int32(j) == q.mover[first]) {
				continue // moved last, or went on from here after the first arrival
			}
			if q.exhausted(j, s, ranks) {
				continue
			}
			q.buf = q.m.Moves(j, s, q.buf[:0])
			for _, t := range q.buf {
				if ranks == nil || ranks[j][t] > ranks[j][s] {
					q.arrive(2*t, int32(j), arrival)
				}
			}
		}
	}
}

func (q *sequences) arrive(at, j, before int32) {
	switch first := q.mover[at]; {
	case first == unreached:
	case first == nobody || first == j || q.passed != nil || q.mover[at+1] != unreached:
		return
	default:
		at++
	}
	q.mover[at], q.prev[at], q.length[at] = j, before, q.length[before]+1
	q.queue = append(q.queue, at)
}

// exhausted reports whether j has nothing to add from s, and notes that it went
// on from there.
func (q *sequences) exhausted(j, s int, ranks [][]int32) bool {
	if q.passed == nil || q.passed[j] == nil {
		return false
	}
	rank := int32(0)
	if ranks != nil {
		rank = ranks[j][s]
	}
	worst := &q.passed[j][q.m.space.groups[j].node[s]]
	if *worst <= rank {
		return true
	}
	*worst = rank
	return false
}

func (q *sequences) reached(s int) bool { return q.mover[2*s] != unreached }
