package bargain

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
)

// tieRange follows other choices among equal gains and reports the range of
// the outcomes they lead to.
func tieRange(p *Problem, t *tradeTable, s exchangeSwitches) *TieRange {
	e := &tieExplorer{table: t, switches: s, seen: map[[sha256.Size]byte]bool{},
		low: slices.Repeat([]float64{math.Inf(1)}, t.m), high: slices.Repeat([]float64{math.Inf(-1)}, t.m)}
	out := &TieRange{Rule: s.ties, Low: byIssue(p, e.low), High: byIssue(p, e.high)}
	if s.ties == tiesAll {
		out.Complete = e.follow(newTradeRound(t, t.x, s.planned), 1)
		out.Branches = e.branches
	}
	if !out.Complete {
		for k := range s.draws {
			e.draw(rand.New(rand.NewPCG(s.seed, uint64(k))), s.planned)
		}
	}
	out.Runs = e.runs
	out.ScaleLow, out.ScaleHigh = onScales(p, out.Low), onScales(p, out.High)
	return out
}

type tieExplorer struct {
	table     *tradeTable
	switches  exchangeSwitches
	seen      map[[sha256.Size]byte]bool // states met: exchanges that do not touch can be made in any order
	branches  int
	runs      int
	low, high []float64
}

// follow runs r to the end of the last round by every choice, and reports
// false when there were more than the switch allows.
func (e *tieExplorer) follow(r *tradeRound, number int) bool {
	for {
		best := slices.Clone(r.best())
		switch {
		case len(best) == 0 && e.over(r, number):
			e.record(r)
			return true
		case len(best) == 0:
			r, number = newTradeRound(e.table, r.next(), r.planned), number+1
		case len(best) == 1:
			r.realise(best[0])
		default:
			for _, f := range best {
				branch := r.clone()
				branch.realise(f)
				key := branch.digest(number)
				if e.seen[key] {
					continue
				}
				if e.branches++; e.branches > e.switches.branches {
					return false
				}
				e.seen[key] = true
				if !e.follow(branch, number) {
					return false
				}
			}
			return true
		}
	}
}

// draw runs once, choosing among equal gains by lot.
func (e *tieExplorer) draw(lot *rand.Rand, planned bool) {
	r := newTradeRound(e.table, e.table.x, planned)
	for number := 1; ; number++ {
		for best := r.best(); len(best) > 0; best = r.best() {
			f := best[0]
			if len(best) > 1 {
				f = best[lot.IntN(len(best))]
			}
			r.realise(f)
		}
		if e.over(r, number) {
			e.record(r)
			return
		}
		r = newTradeRound(e.table, r.next(), planned)
	}
}

func (e *tieExplorer) over(r *tradeRound, number int) bool {
	return number >= e.switches.rounds || distance(r.x, r.y) < 100*settledMove
}

func (e *tieExplorer) record(r *tradeRound) {
	e.runs++
	for k, o := range e.table.outcomes(r.y) {
		e.low[k], e.high[k] = min(e.low[k], o), max(e.high[k], o)
	}
}

// digest identifies all that the rest of the run depends on.
func (r *tradeRound) digest(number int) [sha256.Size]byte {
	buf := binary.LittleEndian.AppendUint64(nil, uint64(number))
	for _, xs := range [][]float64{r.x, r.y, r.seen} {
		for _, x := range xs {
			buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(x))
		}
	}
	for f := range r.candidates {
		if r.gains[f] == 0 {
			continue
		}
		c := &r.candidates[f]
		buf = binary.LittleEndian.AppendUint32(buf, uint32(f))
		if r.planned {
			for _, x := range []float64{c.keptI.sum, c.keptI.sign, c.keptJ.sum, c.keptJ.sign} {
				buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(x))
			}
		}
	}
	return sha256.Sum256(buf)
}
