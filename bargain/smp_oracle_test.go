package bargain

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// naiveSMP is one turn of the smp family written from its definition: every
// observer's view, every third party and every position after every bargain are
// worked out in full. Positions and saliences are on 0..1, all present.
type naiveSMP struct {
	sw   Settings
	c    []float64
	s    [][]float64
	x, z [][]float64
}

func (e *naiveSMP) is(name, value string) bool { return e.sw.Get(name) == value }

func (e *naiveSMP) distance(i int, point []float64) float64 {
	above, below := 0.0, 0.0
	for k := range point {
		above += math.Pow(e.s[i][k]*(e.z[i][k]-point[k]), 2)
		below += math.Pow(e.s[i][k], 2)
	}
	return math.Sqrt(above / below)
}

func (e *naiveSMP) u(d, risk float64) float64 {
	if d <= 1 {
		return (1 - d) * (1 + d*risk)
	}
	return (1 - d) * (1 + risk)
}

func (e *naiveSMP) vote(w, du float64) float64 {
	bin := math.Max(-1, math.Min(1, du/1e-8))
	switch e.sw.Get("VotingRule") {
	case "Binary":
		return w * bin
	case "PropBin":
		return w * (0.8*du + 0.2*bin)
	case "Cubic":
		return w * math.Pow(du, 3)
	case "PropCbc":
		return w * (0.5*du + 0.5*math.Pow(du, 3))
	case "ASymProsp":
		if du > 0 {
			return 2 * w * du / 3
		}
	}
	return w * du
}

// pce is the election over options 0..n-1 of voters with weights c.
func (e *naiveSMP) pce(n int, utility func(voter, option int) float64) []float64 {
	strength := matrix(n, n)
	for a := range n {
		strength[a][a] = 1e-8
		for b := range a {
			ab, ba := 1e-8, 1e-8
			for k := range e.c {
				du := utility(k, a) - utility(k, b)
				first := e.vote(e.c[k], du)
				ab += math.Max(first, 0)
				ba += math.Max(-first, 0)
			}
			if e.is("Slips", "corrected") {
				ab2, ba2 := 1e-8, 1e-8
				for k := range e.c {
					second := e.vote(e.c[k], utility(k, b)-utility(k, a))
					ba2 += math.Max(second, 0)
					ab2 += math.Max(-second, 0)
				}
				ab, ba = (ab+ab2)/2, (ba+ba2)/2
			}
			strength[a][b], strength[b][a] = ab, ba
		}
	}
	win := matrix(n, n)
	for a := range n {
		for b := range n {
			c, d := strength[a][b], strength[b][a]
			power := map[string]float64{"Linear": 1, "Square": 2, "Quartic": 4, "Octic": 8}[e.sw.Get("VictoryProbModel")]
			switch {
			case a == b:
				win[a][b] = 0.5
			case power > 0:
				win[a][b] = math.Pow(c, power) / (math.Pow(c, power) + math.Pow(d, power))
			case c >= 1.1*d:
				win[a][b] = 1 / (1 + 1e-6)
			case d >= 1.1*c:
				win[a][b] = 1e-6 / (1 + 1e-6)
			default:
				win[a][b] = (2.1*c/(c+d) - 1) / 0.1
			}
		}
	}
	p := slices.Repeat([]float64{1 / float64(n)}, n)
	tolerance := 1e-8
	challenge := matrix(n, n)
	switch e.sw.Get("PCEModel") {
	case "Conditional":
		sum := 0.0
		for a := range n {
			p[a] = 1
			for b := range n {
				p[a] *= win[a][b]
			}
			sum += p[a]
		}
		for a := range p {
			p[a] /= sum
		}
		return p
	case "MarkovUniform":
		tolerance = 1e-6
		for a := range n {
			for b := range n {
				challenge[a][b] = 1 / float64(n)
			}
		}
	case "MarkovIncentive":
		for b := range n {
			sum := 0.0
			for a := range n {
				challenge[a][b] = strength[a][b] * win[a][b]
				if a == b {
					challenge[a][b] += 1e-10
				}
				sum += challenge[a][b]
			}
			for a := range n {
				challenge[a][b] /= sum
			}
		}
	}
	for range 1000 {
		worst := 0.0
		q := make([]float64, n)
		for a := range n {
			for b := range n {
				q[a] += win[a][b] * (p[a]*challenge[b][a] + p[b]*challenge[a][b])
			}
			worst = math.Max(worst, math.Abs(q[a]-p[a]))
		}
		for a := range p {
			p[a] = (p[a] + q[a]) / 2
		}
		if worst < tolerance {
			break
		}
	}
	return p
}

// attitudes returns R by actor. sure is false when all positions are so nearly
// as probable that R magnifies rounding.
func (e *naiveSMP) attitudes() (r []float64, sure bool) {
	p := e.pce(len(e.c), func(k, o int) float64 { return 1 - e.distance(k, e.x[o]) })
	most, least := slices.Max(p), slices.Min(p)
	r = make([]float64, len(p))
	sure = most-least > 1e-6 || most-least < 1e-13 && e.clear(0)
	for i := range r {
		if most-least <= 1e-12 {
			continue
		}
		switch e.sw.Get("BigRRange") {
		case "Min":
			r[i] = (p[i] - least) / (most - least)
		case "Mid":
			r[i] = (3*p[i] - most - 2*least) / (2 * (most - least))
		default:
			r[i] = (2*p[i] - most - least) / (most - least)
		}
	}
	return r, sure
}

// challenge returns the probability that i wins against j as h sees it, and what
// k expects.
func (e *naiveSMP) challenge(r []float64, h, i, j, k int) (p, gain float64) {
	a := map[string]float64{"OneThird": 1.0 / 3, "None": 0, "Half": 0.5, "TwoThirds": 2.0 / 3, "Full": 1}[e.sw.Get("BigRAdjust")]
	u := func(k, j int) float64 { return e.u(e.distance(k, e.x[j]), (1-a)*r[h]+a*r[k]) }
	share := func(i int) float64 {
		sum := 0.0
		for _, s := range e.s[i] {
			sum += s
		}
		return sum
	}
	w := func(i int) float64 { return e.c[i] * share(i) }
	vi, vj := e.vote(w(i), u(i, i)-u(i, j)), e.vote(w(j), u(j, i)-u(j, j))
	for1 := 1e-10 + math.Max(vi, 0) + math.Max(vj, 0)
	against := 1e-10 + math.Max(-vi, 0) + math.Max(-vj, 0)
	for2, against2 := for1, against
	for n := range e.c {
		if n == i || n == j {
			continue
		}
		t := e.vote(w(n), u(n, i)-u(n, j))
		pn := (for1 + math.Max(t, 0)) / (for1 + against + math.Abs(t))
		qn := 1 - pn
		first, second := 0.0, 0.0
		switch e.sw.Get("ThirdPartyCommit") {
		case "SemiCommit":
			first = pn*(2*u(n, i)+u(n, n)) + qn*3*u(n, j)
			second = pn*3*u(n, i) + qn*(2*u(n, j)+u(n, n))
		case "FullCommit":
			first = pn*3*u(n, i) + qn*3*u(n, j)
			second = first
		case "NoCommit":
			first = pn*(2*u(n, i)+u(n, n)) + qn*(2*u(n, j)+u(n, n))
			second = first
		}
		g := e.vote(w(n), first-second)
		for2 += math.Max(g, 0)
		against2 += math.Max(-g, 0)
	}
	p = for2 / (for2 + against2)
	victory := 2 * u(k, i)
	contest := p*2*u(k, i) + (1-p)*2*u(k, j)
	return p, (1-share(j))*victory + share(j)*contest - (u(k, i) + u(k, j))
}

type naiveBargain struct {
	i, j   int
	pi, pj []float64
}

func (e *naiveSMP) deal(i, j int, p float64) naiveBargain {
	d := naiveBargain{i: i, j: j}
	for k := range e.x[i] {
		ti, tj, si, sj := e.x[i][k], e.x[j][k], e.s[i][k], e.s[j][k]
		half := func(x float64) float64 { return math.Floor(x*10000+0.5) / 10000 }
		var a, b float64
		switch e.sw.Get("InterVecBrgn") {
		case "S1P1":
			a, b = si*p, sj*(1-p)
		case "S2P2":
			a, b = math.Pow(si*p, 2), math.Pow(sj*(1-p), 2)
		case "S2PMax":
			di, dj := math.Max(0, 1-2*p), math.Max(0, 2*p-1)
			fi := di * sj * sj / (di*sj*sj + 1e-6 + (1-di)*si*si)
			fj := dj * si * si / (dj*si*si + 1e-6 + (1-dj)*sj*sj)
			fi, fj = math.Min(math.Max(fi, 0), 1), math.Min(math.Max(fj, 0), 1)
			d.pi, d.pj = append(d.pi, ti+fi*(tj-ti)), append(d.pj, tj+fj*(ti-tj))
			continue
		}
		d.pi = append(d.pi, half(((a+1e-6)*ti+b*tj)/(a+b+1e-6)))
		d.pj = append(d.pj, half((a*ti+(b+1e-6)*tj)/(a+b+1e-6)))
	}
	return d
}

// magnified says that votes go by the sign of du: they then magnify rounding by
// 1e8, to the size of the smallest coalition.
func (e *naiveSMP) magnified() bool {
	return e.is("VotingRule", "Binary") || e.is("VotingRule", "PropBin")
}

// clear reports whether rounding cannot turn a difference of gains or of
// probabilities around. When it is magnified even exact equals are not safe.
func (e *naiveSMP) clear(gap float64) bool {
	gap = math.Abs(gap)
	if e.magnified() {
		return gap > 1e-6
	}
	return gap < 1e-13 || gap > 1e-9
}

// turn returns the next positions. sure is false when a choice hung on less
// than rounding can tell, so that either outcome would be right.
func (e *naiveSMP) turn() (next [][]float64, sure bool) {
	n := len(e.c)
	r, sure := e.attitudes()
	lists := make([][]*naiveBargain, n)
	for i := range n {
		lists[i] = append(lists[i], nil)
		best, gain, prob := -1, 1e-5, 0.0
		for j := range n {
			if j == i {
				continue
			}
			p, g := e.challenge(r, i, i, j, i)
			gap := gain - g
			if g > gain+1e-12 {
				best, gain, prob = j, g, p
			}
			sure = sure && e.clear(gap) && math.Abs(g-1e-5) > 1e-10
		}
		if best < 0 {
			continue
		}
		deals := []naiveBargain{e.deal(i, best, prob)}
		if !e.is("BargnModel", "InitOnlyInterp") {
			p, g := e.challenge(r, best, i, best, i)
			wi, wj := 0.0, 0.0
			for k := range e.s[i] {
				wi += e.c[i] * e.s[i][k]
				wj += e.c[best] * e.s[best][k]
			}
			if e.is("Slips", "kept") {
				p, wj = g, wj*e.c[i]/e.c[best]
			}
			second := e.deal(i, best, p)
			if e.is("BargnModel", "InitRcvrInterp") {
				deals = append(deals, second)
			} else {
				for k := range second.pi {
					deals[0].pi[k] = (wi*deals[0].pi[k] + wj*second.pi[k]) / (wi + wj)
					deals[0].pj[k] = (wi*deals[0].pj[k] + wj*second.pj[k]) / (wi + wj)
				}
			}
		}
		for _, d := range deals {
			lists[i] = append(lists[i], &d)
			lists[best] = append(lists[best], &d)
		}
	}
	for k := range n {
		list := lists[k]
		p := e.pce(len(list), func(v, o int) float64 {
			sum := 0.0
			for j := range n {
				point := e.x[j]
				if d := list[o]; d != nil && d.i == j {
					point = d.pi
				} else if d != nil && d.j == j {
					point = d.pj
				}
				sum += e.u(e.distance(v, point), r[v])
			}
			return sum / float64(n)
		})
		best := 0
		for o := range p {
			if p[o] > p[best]+1e-12 {
				best = o
			}
		}
		for o := range p {
			sure = sure && (o == best || e.clear(p[best]-p[o]))
		}
		point := e.x[k]
		if d := list[best]; d != nil && d.i == k {
			point = d.pi
		} else if d != nil {
			point = d.pj
		}
		next = append(next, slices.Clone(point))
	}
	return next, sure
}

// drawSMP draws a complete problem whose saliences sum to at most 1.
func drawSMP(t *rapid.T) *Problem {
	n, m := rapid.IntRange(1, 6).Draw(t, "n"), rapid.IntRange(1, 3).Draw(t, "m")
	p := &Problem{Position: matrix(n, m), Salience: matrix(n, m), Capability: matrix(n, m)}
	for k := range m {
		p.Issues = append(p.Issues, IssueSpec{ID: string(rune('x' + k)), Low: 0, High: 1})
	}
	for i := range n {
		p.Actors = append(p.Actors, string(rune('a'+i)))
		c := rapid.OneOf(rapid.SampledFrom([]float64{1, 2}), rapid.Float64Range(1, 100)).Draw(t, "c")
		for k := range m {
			p.Capability[i][k] = c
			p.Position[i][k] = float64(rapid.OneOf(rapid.SampledFrom([]int{0, 500, 1000}), rapid.IntRange(0, 1000)).Draw(t, "x")) / 1000
			p.Salience[i][k] = rapid.Float64Range(0.05, 1).Draw(t, "s") / float64(m)
		}
	}
	return p
}

func TestSMPEqualsNaive(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawSMP(t)
		got, err := Run(SMPKTAB, p, Options{Set: drawSettings(t, smpFamily), Rounds: 4})
		if err != nil {
			t.Fatal(err)
		}
		e := naiveSMP{sw: got.Switches, s: p.Salience, x: p.Position, z: p.Position}
		for i := range p.Actors {
			e.c = append(e.c, p.Capability[i][0])
		}
		if e.magnified() && (e.is("BargnModel", "PWCompInterp") || e.is("InterVecBrgn", "S2PMax")) {
			return // positions that are not rounded come within rounding of each other
		}
		for _, r := range got.Rounds[1:] {
			next, sure := e.turn()
			for i := range next {
				for k := range next[i] {
					// 1e-4: a point half way between two roundings.
					if sure && math.Abs(next[i][k]-r.Positions[i][k]) > 1.0001e-4 {
						t.Fatalf("turn %d: %s is at %v, want %v", r.Round, p.Actors[i], r.Positions[i], next[i])
					}
				}
			}
			if sure {
				compared++
			}
			e.x, e.z = r.Positions, r.Positions
			risk, sure := e.attitudes()
			for i := range risk {
				if !sure {
					continue
				}
				if math.Abs(risk[i]-r.Risk[i][0]) > 1e-5 && !e.is("PCEModel", "Conditional") || math.Abs(risk[i]-r.Risk[i][0]) > 1e-7 && e.is("PCEModel", "Conditional") {
					t.Fatalf("turn %d: %s has R %v, want %v", r.Round, p.Actors[i], r.Risk[i][0], risk[i])
				}
			}
		}
	})
	if compared == 0 {
		t.Error("no turn was compared")
	}
}
