package faction

import "math"

// halfSlack is the share of the total weight by which a cumulative weight may
// miss one half and still count as half.
const halfSlack = 1e-12

// Point is a state's stance under the three rules, in numbers alone.
type Point struct {
	Mean                  float64
	MedianLow, MedianHigh float64 // equal unless the weight is split in exact halves
	WinLow, WinHigh       float64 // the win-set
	VetoPoint             float64
	Salience              float64 // of the state, 0..1: mean of salience by influence
	Spread                float64 // weighted standard deviation of positions
}

// Gridlock reports whether nothing but the status quo passes every veto.
func (p *Point) Gridlock() bool { return p.WinLow == p.WinHigh }

// Kernel aggregates one state after another without allocating. Sums are taken
// in an order that the order of factions cannot influence. A Kernel serves one
// goroutine.
type Kernel struct{ voices []voice }

type voice struct{ x, w, influence float64 }

// NewKernel returns a kernel with room for n factions.
func NewKernel(n int) *Kernel { return &Kernel{voices: make([]voice, 0, n)} }

// Aggregate computes the three rules from slices by faction of equal length;
// veto may be nil for none. A faction whose position is NaN (missing) takes no
// part. ok is false when no faction has weight. Numbers must have passed
// State.Check or come from values that would.
func (k *Kernel) Aggregate(position, influence, salience []float64, veto []bool, statusQuo float64) (p Point, ok bool) {
	k.voices = k.voices[:0]
	p.WinLow, p.WinHigh = ScaleLow, ScaleHigh
	for i, x := range position {
		if x != x {
			continue
		}
		k.insert(voice{x, influence[i] * salience[i], influence[i]})
		if veto != nil && veto[i] {
			low, high := acceptable(x, statusQuo)
			p.WinLow, p.WinHigh = math.Max(p.WinLow, low), math.Min(p.WinHigh, high)
		}
	}
	total, all, moment := 0.0, 0.0, 0.0
	for i := range k.voices {
		v := &k.voices[i]
		total += v.w
		all += v.influence
		moment += float64(v.w * (v.x - k.voices[0].x))
	}
	if !(total > 0) {
		return Point{}, false
	}
	p.Mean = k.voices[0].x + moment/total
	p.Salience = math.Min(total/all, 1)
	k.medianAndSpread(&p, total)
	p.VetoPoint = math.Min(math.Max(p.Mean, p.WinLow), p.WinHigh)
	return p, true
}

// acceptable is the set of positions that a faction at x finds no worse than
// the status quo: [x-d, x+d] with d the distance between them, cut to the
// scale. One end is the status quo itself, to the last bit, so that the
// win-sets of two factions on either side of it meet exactly there.
func acceptable(x, statusQuo float64) (low, high float64) {
	mirror := math.Min(math.Max(x+(x-statusQuo), ScaleLow), ScaleHigh)
	return math.Min(statusQuo, mirror), math.Max(statusQuo, mirror)
}

// insert keeps the voices sorted by position, then weight, then influence.
func (k *Kernel) insert(v voice) {
	k.voices = append(k.voices, v)
	i := len(k.voices) - 1
	for ; i > 0 && v.before(&k.voices[i-1]); i-- {
		k.voices[i] = k.voices[i-1]
	}
	k.voices[i] = v
}

func (v *voice) before(o *voice) bool {
	if v.x != o.x {
		return v.x < o.x
	}
	if v.w != o.w {
		return v.w < o.w
	}
	return v.influence < o.influence
}

func (k *Kernel) medianAndSpread(p *Point, total float64) {
	lowest, highest := math.Inf(1), math.Inf(-1)
	cumulative, squares := 0.0, 0.0
	reached, exceeded := false, false
	for i := range k.voices {
		v := &k.voices[i]
		if !(v.w > 0) {
			continue
		}
		lowest, highest = math.Min(lowest, v.x), math.Max(highest, v.x)
		cumulative += v.w
		if !reached && cumulative >= 0.5*total*(1-halfSlack) {
			p.MedianLow, reached = v.x, true
		}
		if !exceeded && cumulative > 0.5*total*(1+halfSlack) {
			p.MedianHigh, exceeded = v.x, true
		}
		d := v.x - p.Mean
		squares += float64(v.w * float64(d*d))
	}
	p.Mean = math.Min(math.Max(p.Mean, lowest), highest) // rounding must not leave the hull
	p.Spread = math.Sqrt(squares / total)
}
