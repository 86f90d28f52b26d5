package faction

import (
	"math"
	"slices"
)

// Result is a state's stance under the three rules, with its trace.
type Result struct {
	State     string             `json:"state,omitempty"`
	StatusQuo float64            `json:"status_quo"`
	Mean      float64            `json:"mean"`
	Median    [2]float64         `json:"median"`
	WinSet    [2]float64         `json:"winset"`
	VetoPoint float64            `json:"veto_point"`
	Gridlock  bool               `json:"gridlock"`
	Salience  float64            `json:"salience"`
	Spread    float64            `json:"spread"`
	Shares    map[string]float64 `json:"shares"` // of influence; they sum to 1

	Factions     []Trace  `json:"factions"` // in the order of the state
	MedianVoters []string `json:"median_voters"`
	// LowerBound and UpperBound name the veto factions that set an end of the
	// win-set; empty where the end of the scale does.
	LowerBound []string `json:"lower_bound,omitempty"`
	UpperBound []string `json:"upper_bound,omitempty"`
	Words      Words    `json:"words"`
}

// Trace is what one faction does to the answers.
type Trace struct {
	Faction
	Share        float64 `json:"share"`        // of the weight, influence times salience
	Contribution float64 `json:"contribution"` // share times (position - mean); they sum to 0
	// Accepts is the set that a veto faction finds no worse than the status
	// quo; nil without a veto.
	Accepts *[2]float64 `json:"accepts,omitempty"`
	Without *Change     `json:"without,omitempty"` // nil when no weight would be left
}

// Change holds the changes, new minus old, when one faction is left out.
type Change struct {
	Mean      float64 `json:"mean"`
	Median    float64 `json:"median"` // of its low end
	VetoPoint float64 `json:"veto_point"`
}

// Aggregate returns the stance of a state. The error joins *Errors.
func Aggregate(st State) (*Result, error) {
	if err := st.Check(); err != nil {
		return nil, err
	}
	p, _ := aggregateOf(st.Factions, st.StatusQuo)
	out := &Result{
		State:     st.Name,
		StatusQuo: st.StatusQuo,
		Mean:      p.Mean,
		Median:    [2]float64{p.MedianLow, p.MedianHigh},
		WinSet:    [2]float64{p.WinLow, p.WinHigh},
		VetoPoint: p.VetoPoint,
		Gridlock:  p.Gridlock(),
		Salience:  p.Salience,
		Spread:    p.Spread,
		Shares:    make(map[string]float64, len(st.Factions)),
	}
	influence, weight := 0.0, 0.0
	for _, f := range st.Factions {
		influence += f.Influence
		weight += f.Influence * f.Salience
	}
	for i, f := range st.Factions {
		out.Shares[f.ID] = f.Influence / influence
		t := Trace{Faction: f, Share: f.Influence * f.Salience / weight}
		t.Contribution = t.Share * (f.Position - p.Mean)
		if t.Share > 0 && f.Position == p.MedianLow {
			out.MedianVoters = append(out.MedianVoters, f.ID)
		}
		if f.Veto {
			out.bound(&t, st.StatusQuo)
		}
		rest := slices.Delete(slices.Clone(st.Factions), i, i+1)
		if q, ok := aggregateOf(rest, st.StatusQuo); ok {
			t.Without = &Change{q.Mean - p.Mean, q.MedianLow - p.MedianLow, q.VetoPoint - p.VetoPoint}
		}
		out.Factions = append(out.Factions, t)
	}
	out.Words = out.sayAll()
	return out, nil
}

func (out *Result) bound(t *Trace, statusQuo float64) {
	low, high := acceptable(t.Position, statusQuo)
	t.Accepts = &[2]float64{low, high}
	if low == out.WinSet[0] && low > ScaleLow {
		out.LowerBound = append(out.LowerBound, t.ID)
	}
	if high == out.WinSet[1] && high < ScaleHigh {
		out.UpperBound = append(out.UpperBound, t.ID)
	}
}

func aggregateOf(factions []Faction, statusQuo float64) (Point, bool) {
	n := len(factions)
	x, w, s, veto := make([]float64, n), make([]float64, n), make([]float64, n), make([]bool, n)
	for i, f := range factions {
		x[i], w[i], s[i], veto[i] = f.Position, f.Influence, f.Salience, f.Veto
	}
	return NewKernel(n).Aggregate(x, w, s, veto, statusQuo)
}

// largest returns the index of the faction with the largest key, the first of
// equals.
func (out *Result) largest(key func(Trace) float64) Trace {
	best, at := math.Inf(-1), 0
	for i, t := range out.Factions {
		if k := key(t); k > best {
			best, at = k, i
		}
	}
	return out.Factions[at]
}
