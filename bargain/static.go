package bargain

import "slices"

// Static is the answer of every static method to one issue, with its trace. All
// positions are in units of the scale.
type Static struct {
	Issue string     `json:"id"`
	Scale [2]float64 `json:"scale"`

	WeightedMean   float64    `json:"weighted_mean"`
	WeightedMedian float64    `json:"weighted_median"` // low end of the interval
	MedianInterval [2]float64 `json:"median_interval"`
	Condorcet      []float64  `json:"condorcet"` // all unbeaten positions, ascending
	NashQuadratic  float64    `json:"nbs_quadratic"`
	NashLinear     float64    `json:"nbs_linear"`
	PlainMean      float64    `json:"mean"`
	SalienceMean   float64    `json:"salience_mean"`
	Spread         float64    `json:"spread"`
	Polarisation   float64    `json:"polarisation"`
	Reference      *float64   `json:"reference,omitempty"`
	Proposer       *Stance    `json:"proposer,omitempty"`

	PCE []PCEResult `json:"pce"`

	Actors       []ActorTrace `json:"actors"`   // in the order of the issue, bystanders included
	Contests     []Contest    `json:"contests"` // every pair of taken positions, lower first
	MedianVoters []string     `json:"median_voters"`
	Bystanders   []string     `json:"bystanders,omitempty"`
	TwoPosition  *TwoPosition `json:"two_position,omitempty"`
	Words        Words        `json:"words"`
}

// ActorTrace is what one actor does to the answers.
type ActorTrace struct {
	Stance
	Share        float64 `json:"share"`        // of the total weight
	Contribution float64 `json:"contribution"` // w/sum w (x - m), scale units; they sum to 0
	// Pull is the actor's share of the force at the quadratic Nash point:
	// positive towards the upper end. Upward shares sum to 1, downward to -1;
	// all are 0 when nobody is away from the point.
	Pull float64 `json:"pull"`
	// Without is what leaving the actor out does; nil when nobody with weight
	// would be left.
	Without *LeaveOneOut `json:"without,omitempty"`
	Jumps   []Jump       `json:"jumps,omitempty"`
}

// LeaveOneOut holds the changes of the answers, new minus old, when one actor
// is left out.
type LeaveOneOut struct {
	Mean          float64 `json:"mean"`
	Median        float64 `json:"median"`
	NashQuadratic float64 `json:"nbs_quadratic"`
	NashLinear    float64 `json:"nbs_linear"`
}

// Explain runs every static method on the issue. The error joins *InputErrors.
// Contests and winners use linear loss (r = 1); ContestsOf takes others.
func Explain(is Issue) (*Static, error) {
	if err := is.Check(); err != nil {
		return nil, err
	}
	k := kernelOf(is.Low, is.High, is.Stances)
	out := &Static{
		Issue:         is.Name,
		Scale:         [2]float64{is.Low, is.High},
		WeightedMean:  k.Mean(),
		NashQuadratic: k.Nash(),
		NashLinear:    k.NashLinear(),
		PlainMean:     k.PlainMean(),
		SalienceMean:  k.SalienceMean(),
		Spread:        k.Spread(),
		Polarisation:  k.Polarisation(),
		Reference:     is.Reference,
	}
	low, high := k.Median()
	out.WeightedMedian, out.MedianInterval = low, [2]float64{low, high}
	out.Contests, out.Condorcet = ContestsOf(is, 1)
	out.PCE = pceOf(k)
	out.trace(is, k)
	out.TwoPosition = twoPositionOf(is, k)
	out.Words = out.sayAll(is)
	return out, nil
}

// kernelOf loads the stances into a fresh kernel.
func kernelOf(low, high float64, stances []Stance) *Kernel {
	n := len(stances)
	x, c, s := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, st := range stances {
		x[i], c[i], s[i] = st.Position, st.Capability, st.Salience
	}
	k := NewKernel(n)
	k.Load(low, high, x, c, s)
	return k
}

// trace fills Actors, MedianVoters, Bystanders and Proposer.
func (out *Static) trace(is Issue, k *Kernel) {
	pulls := pullsAt(is, out.NashQuadratic)
	for i, st := range is.Stances {
		a := ActorTrace{Stance: st, Pull: pulls[i]}
		if st.Weight() > 0 {
			a.Share = st.Weight() / k.Total()
			a.Contribution = a.Share * (st.Position - out.WeightedMean)
			a.Without = out.without(is, i)
			a.Jumps = jumpsOf(is, i, out.WeightedMedian)
			if st.Position == out.WeightedMedian {
				out.MedianVoters = append(out.MedianVoters, st.Actor)
			}
		} else {
			out.Bystanders = append(out.Bystanders, st.Actor)
		}
		if is.Proposer != "" && st.Actor == is.Proposer {
			out.Proposer = &st
		}
		out.Actors = append(out.Actors, a)
	}
}

func (out *Static) without(is Issue, i int) *LeaveOneOut {
	rest := slices.Delete(slices.Clone(is.Stances), i, i+1)
	k := kernelOf(is.Low, is.High, rest)
	if k.Voters() == 0 {
		return nil
	}
	median, _ := k.Median()
	return &LeaveOneOut{
		Mean:          k.Mean() - out.WeightedMean,
		Median:        median - out.WeightedMedian,
		NashQuadratic: k.Nash() - out.NashQuadratic,
		NashLinear:    k.NashLinear() - out.NashLinear,
	}
}

// pullsAt returns each actor's term of the slope of the quadratic Nash
// objective at y, scaled so that the upward terms sum to 1.
func pullsAt(is Issue, y float64) []float64 {
	length := is.High - is.Low
	pulls := make([]float64, len(is.Stances))
	up, down := 0.0, 0.0
	for i, st := range is.Stances {
		d := (st.Position - y) / length
		pulls[i] = 2 * st.Weight() * d / (nashCeiling - float64(st.Salience*float64(d*d)))
		if pulls[i] > 0 {
			up += pulls[i]
		} else {
			down -= pulls[i]
		}
	}
	for i := range pulls {
		switch {
		case pulls[i] > 0:
			pulls[i] /= up
		case pulls[i] < 0:
			pulls[i] /= down
		}
	}
	return pulls
}
