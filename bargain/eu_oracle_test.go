package bargain

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// naiveEU is one round of the eu family written from its definition, an actor
// and a pair at a time, without any sharing of work. Utilities within
// 1e-12 and positions within 1e-9 are equal, as in the model.
type naiveEU struct {
	prob, view, offer, tie, capitulation string
	x, c, s                              []float64
	dx                                   float64
}

func (e *naiveEU) d(i, j int) float64 { return math.Abs(e.place(i)-e.place(j)) / e.dx }

// place is where i stands: positions within 1e-9 of dx count as one, the first
// of them.
func (e *naiveEU) place(i int) float64 {
	var places []float64
	for j := range i + 1 {
		k := slices.IndexFunc(places, func(at float64) bool { return math.Abs(at-e.x[j]) <= 1e-9*e.dx })
		switch {
		case k >= 0 && j == i:
			return places[k]
		case k < 0:
			places = append(places, e.x[j])
		}
	}
	return places[len(places)-1]
}

func (e *naiveEU) win(i, j int, r []float64) float64 {
	if e.d(i, j) <= 1e-9 {
		return 0
	}
	vote := func(k, a, b int) float64 {
		exponent := r[k]
		if e.prob == "net" {
			exponent = 1
		}
		return e.c[k] * e.s[k] * (math.Pow(e.d(k, b), exponent) - math.Pow(e.d(k, a), exponent))
	}
	positive, sum, absolute := 0.0, 0.0, 0.0
	for k := range e.x {
		v := vote(k, i, j)
		positive += math.Max(v, 0)
		sum += v
		absolute += math.Abs(v)
	}
	switch e.prob {
	case "net":
		return math.Max(0, sum) / absolute
	case "allpairs":
		absolute = 0
		for a := range e.x {
			for b := range e.x {
				for k := range e.x {
					absolute += math.Abs(vote(k, a, b))
				}
			}
		}
	}
	return positive / absolute
}

// expects is E_ij with the exponent of the one whose view it is.
func (e *naiveEU) expects(i, j int, p, r float64) float64 {
	d := e.d(i, j)
	us, uf, quo := 2-4*math.Pow(0.5-0.5*d, r), 2-4*math.Pow(0.5+0.5*d, r), 2-4*math.Pow(0.5, r)
	return e.s[j]*(p*us+(1-p)*uf) + (1-e.s[j])*us - quo
}

func (e *naiveEU) exponents() []float64 {
	n := len(e.x)
	r, danger := make([]float64, n), make([]float64, n)
	for i := range r {
		r[i] = 1
	}
	for i := range danger {
		for j := range danger {
			if j != i {
				danger[i] += e.expects(j, i, e.win(j, i, r), 1)
			}
		}
	}
	most, least := slices.Max(danger), slices.Min(danger)
	for i := range r {
		if most-least > 1e-12 {
			risk := (2*danger[i] - most - least) / (most - least)
			r[i] = (1 - risk/3) / (1 + risk/3)
		}
	}
	return r
}

type naiveOffer struct {
	j         int
	kind      string
	ui, uj    float64
	to        float64
	move, key float64
}

func (e *naiveEU) round() (next, r []float64) {
	r = e.exponents()
	next = slices.Clone(e.x)
	for i := range e.x {
		var offers []naiveOffer
		for j := range e.x {
			if e.d(i, j) <= 1e-9 {
				continue
			}
			other := r[i]
			if e.view == "each" {
				other = r[j]
			}
			o := naiveOffer{j: j, ui: e.expects(i, j, e.win(i, j, r), r[i]), uj: e.expects(j, i, e.win(j, i, r), other), to: e.x[j]}
			a, b := math.Abs(o.ui), math.Abs(o.uj)
			switch {
			case o.uj-o.ui > 1e-12 && o.ui > 1e-12:
				o.kind = "confrontation"
			case o.ui < -1e-12 && o.uj > 1e-12 && b-a > 1e-12:
				o.kind, o.to = "compromise", e.x[i]+(e.x[j]-e.x[i])*a/b
			case o.ui < -1e-12 && o.uj > 1e-12 && a-b > 1e-12 && e.capitulation == "on":
				o.kind = "capitulation"
			}
			o.move, o.key = math.Abs(o.to-e.x[i]), (a*e.x[i]+b*e.x[j])/(a+b)
			offers = append(offers, o)
		}
		if taken := e.take(i, offers); taken != nil && taken.kind != "" {
			next[i] = taken.to
		}
	}
	return next, r
}

func (e *naiveEU) take(i int, offers []naiveOffer) *naiveOffer {
	pick := func(may func(naiveOffer) bool, key func(naiveOffer) float64) *naiveOffer {
		least := math.Inf(1)
		for _, o := range offers {
			if may(o) {
				least = math.Min(least, key(o))
			}
		}
		var equals []naiveOffer
		for _, o := range offers {
			if may(o) && key(o) <= least+1e-9*e.dx {
				equals = append(equals, o)
			}
		}
		if len(equals) == 0 {
			return nil
		}
		best := equals[0] // lowest index
		if e.tie == "eu_weight" {
			for _, o := range equals[1:] {
				wo, wb := e.c[o.j]*e.s[o.j], e.c[best.j]*e.s[best.j]
				if o.uj > best.uj+1e-12 || math.Abs(o.uj-best.uj) <= 1e-12 && wo > wb+1e-12*(wo+wb) {
					best = o
				}
			}
		}
		return &best
	}
	is := func(kind string) func(naiveOffer) bool { return func(o naiveOffer) bool { return o.kind == kind } }
	move := func(o naiveOffer) float64 { return o.move }
	switch e.offer {
	case "least_move":
		return pick(func(o naiveOffer) bool { return o.kind != "" }, move)
	case "class_first":
		if o := pick(is("confrontation"), move); o != nil {
			return o
		}
		if o := pick(is("compromise"), func(o naiveOffer) float64 { return o.key }); o != nil {
			return o
		}
		return pick(is("capitulation"), move)
	}
	most := 1e-12
	for _, o := range offers {
		most = math.Max(most, o.uj)
	}
	return pick(func(o naiveOffer) bool { return o.uj > 1e-12 && o.uj >= most-1e-12 }, func(o naiveOffer) float64 { return math.Abs(e.x[o.j] - e.x[i]) })
}

// drawEU draws a problem on one issue with shared positions, equal weights,
// missing positions and bystanders among its actors. Positions are whole
// thousandths: the risk exponents of actors that stand nearer to each other than
// rounding can tell apart are noise in any arithmetic.
func drawEU(t *rapid.T) *Problem {
	p := &Problem{Issues: []IssueSpec{{ID: "x", Low: -3, High: 7}}}
	n := rapid.IntRange(1, 9).Draw(t, "n")
	for i := range n {
		x := rapid.OneOf(rapid.Map(rapid.IntRange(-3, 7), func(i int) float64 { return float64(i) }), rapid.Map(rapid.IntRange(-3000, 7000), func(i int) float64 { return float64(i) / 1000 }), rapid.Just(math.NaN())).Draw(t, "x")
		s := rapid.OneOf(rapid.SampledFrom([]float64{0, 0.5, 1}), rapid.Float64Range(0.05, 1)).Draw(t, "s")
		c := rapid.OneOf(rapid.SampledFrom([]float64{1, 2, 3}), rapid.Float64Range(0.1, 100)).Draw(t, "c")
		p.Actors = append(p.Actors, string(rune('a'+i)))
		p.Position, p.Salience, p.Capability = append(p.Position, []float64{x}), append(p.Salience, []float64{s}), append(p.Capability, []float64{c})
	}
	if p.Check() != nil {
		p.Position[0][0], p.Salience[0][0] = 1, 0.5
	}
	return p
}

func drawSettings(t *rapid.T, f *family) []Setting {
	var set []Setting
	for _, s := range f.switches {
		if !s.Technical {
			set = append(set, Setting{s.Name, rapid.SampledFrom(s.Values).Draw(t, s.Name).Name})
		}
	}
	return set
}

func TestEUEqualsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawEU(t)
		set := drawSettings(t, euFamily)
		got, err := Run(EUPairLeast, p, Options{Set: set, Rounds: 4})
		if err != nil {
			t.Fatal(err)
		}
		e := naiveEU{
			prob: got.Switches.Get("prob"), view: got.Switches.Get("view"), offer: got.Switches.Get("offer"),
			tie: got.Switches.Get("tie"), capitulation: got.Switches.Get("capitulation"), dx: 10,
		}
		var rows []int
		for i := range p.Actors {
			if p.TakesPart(i, 0) {
				rows = append(rows, i)
				e.c, e.s, e.x = append(e.c, p.Capability[i][0]), append(e.s, p.Salience[i][0]), append(e.x, p.Position[i][0])
			}
		}
		if got.Switches.Get("scale") == "initial_range" && slices.Max(e.x) > slices.Min(e.x) {
			e.dx = slices.Max(e.x) - slices.Min(e.x)
		}
		for _, r := range got.Rounds[1:] {
			next, risk := e.round()
			for i, row := range rows {
				if math.Abs(next[i]-r.Positions[row][0]) > 1e-7 || math.Abs(risk[i]-r.Risk[row][0]) > 1e-7 {
					t.Fatalf("round %d: %s is at %v with exponent %v, want %v and %v", r.Round, p.Actors[row], r.Positions[row][0], r.Risk[row][0], next[i], risk[i])
				}
				e.x[i] = r.Positions[row][0] // so that rounding does not add up
			}
		}
		if got.Stop == StopNoOffers {
			if next, _ := e.round(); !slices.Equal(next, e.x) {
				t.Fatalf("stopped without offers, but %v goes to %v", e.x, next)
			}
		}
	})
}
