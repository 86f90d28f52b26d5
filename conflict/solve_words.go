package conflict

import "math/bits"

// wordStructure holds the moves of a model of at most 64 states in option form
// as words: bit t of out[i][s] says that i can go from s to t, in is the
// transpose, and bit q of back[i][x] that the others can bring about x from q,
// or that q is x.
type wordStructure struct {
	out, in, back [][64]uint64
}

func newWordStructure(sp *space) *wordStructure {
	n, m := len(sp.dms), sp.len()
	w := &wordStructure{make([][64]uint64, n), make([][64]uint64, n), make([][64]uint64, n)}
	model := &Model{space: sp}
	var buf []int32
	for i := range n {
		for s := range m {
			buf = model.Moves(i, s, buf[:0])
			for _, t := range buf {
				w.out[i][s] |= 1 << t
				w.in[i][t] |= 1 << s
			}
		}
	}
	for i := range n {
		for x := range m {
			reached := uint64(1) << x
			for open := reached; open != 0; {
				y := bits.TrailingZeros64(open)
				open &= open - 1
				for j := range n {
					if j != i {
						fresh := w.in[j][y] &^ reached
						reached |= fresh
						open |= fresh
					}
				}
			}
			w.back[i][x] = reached
		}
	}
	return w
}

// wordSolver solves models of at most 64 states in option form.
//
// It walks the ranks of a decision maker from the worst. At each, all that is no
// better is known as a set; so is, by searching backwards from it, the set of
// states that the others could turn into something no better, which only grows.
// A state of this rank is stable iff no improvement lies outside that set.
type wordSolver struct {
	*wordStructure
	n, m  int
	class [][64]uint64 // by decision maker and rank: its states
	pred  [][64]uint64 // by decision maker and state: from where it improves to it
}

func newWordSolver(sp *space) *wordSolver {
	n := len(sp.dms)
	return &wordSolver{sp.structure.words, n, sp.len(), make([][64]uint64, n), make([][64]uint64, n)}
}

func (w *wordSolver) solve(ranks [][]int32, t *Table) {
	n, m := w.n, w.m
	for j := range n {
		class, pred, in := &w.class[j], &w.pred[j], &w.in[j]
		*class = [64]uint64{}
		for s, r := range ranks[j][:m] {
			class[r&63] |= 1 << (s & 63)
		}
		worse := uint64(0)
		for r := 0; r < 64 && class[r] != 0; r++ {
			for left := class[r]; left != 0; left &= left - 1 {
				x := bits.TrailingZeros64(left)
				pred[x&63] = in[x&63] & worse
			}
			worse |= class[r]
		}
	}
	var others, safe [64]uint64
	all := ^uint64(0) >> (64 - m)
	for i := range n {
		others = [64]uint64{}
		for j := range n {
			if j != i {
				pred := &w.pred[j]
				for s := range m {
					others[s&63] |= pred[s&63]
				}
			}
		}
		class, out, back := &w.class[i], &w.out[i], &w.back[i]
		// safe[r] are the states from which i can reach rank r at best.
		safe = [64]uint64{}
		top := 0
		for top < 64 && class[top] != 0 {
			top++
		}
		unsettled := all
		for r := top - 1; r >= 0 && unsettled != 0; r-- {
			best := class[r]
			for left := class[r]; left != 0; left &= left - 1 {
				best |= w.in[i][bits.TrailingZeros64(left)&63]
			}
			safe[r] = best & unsettled
			unsettled &^= best
		}
		var nash, seq, sseq, smr, gmr uint64
		var noBetter, possible, possibleSafe, credible, credibleSafe uint64
		for r := range top {
			noBetter |= class[r]
			for left := class[r]; left != 0; left &= left - 1 {
				possible |= back[bits.TrailingZeros64(left)&63]
			}
			for left := safe[r]; left != 0; left &= left - 1 {
				possibleSafe |= back[bits.TrailingZeros64(left)&63]
			}
			credible = closeBack(credible, class[r], &others)
			credibleSafe = closeBack(credibleSafe, safe[r], &others)
			for left := class[r]; left != 0; left &= left - 1 {
				s := bits.TrailingZeros64(left) & 63
				bit := uint64(1) << s
				better := out[s] &^ noBetter
				if better == 0 {
					nash |= bit
				}
				if better&^credible == 0 {
					seq |= bit
				}
				if better&^credibleSafe == 0 {
					sseq |= bit
				}
				if better&^possibleSafe == 0 {
					smr |= bit
				}
				if better&^possible == 0 {
					gmr |= bit
				}
			}
		}
		t.bits[int(Nash)*n+i] = nash
		t.bits[int(SEQ)*n+i] = seq
		t.bits[int(SSEQ)*n+i] = sseq
		t.bits[int(SMR)*n+i] = smr
		t.bits[int(GMR)*n+i] = gmr
	}
}

// closeBack adds to closed, which is closed under pred already, the states of
// fresh and all from which they are reached.
func closeBack(closed, fresh uint64, pred *[64]uint64) uint64 {
	fresh &^= closed
	closed |= fresh
	for fresh != 0 {
		x := bits.TrailingZeros64(fresh) & 63
		fresh &= fresh - 1
		more := pred[x] &^ closed
		closed |= more
		fresh |= more
	}
	return closed
}
