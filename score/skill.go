package score

// SkillScore compares a record with a reference on the same questions.
type SkillScore struct {
	Brier          float64  `json:"brier"`
	ReferenceBrier float64  `json:"reference_brier"`
	Skill          *float64 `json:"skill"` // nil when the reference was perfect
	N              int      `json:"n"`
}

// Skill gives the mean Brier scores of forecasts p and of reference forecasts
// for the same events y, and skill = 1 - S/S_ref: 1 for a perfect record, 0 for
// no better than the reference. A reference taken from the same outcomes is
// hindsight, and the caller must say so.
func Skill(p []float64, y []int, reference []float64) (SkillScore, error) {
	if err := checkBinary(p, y); err != nil {
		return SkillScore{}, err
	}
	if err := checkBinary(reference, y); err != nil {
		return SkillScore{}, err
	}
	out := SkillScore{N: len(p)}
	for i := range p {
		out.Brier += brier(p[i], y[i])
		out.ReferenceBrier += brier(reference[i], y[i])
	}
	out.Brier /= float64(len(p))
	out.ReferenceBrier /= float64(len(p))
	out.Skill = Relative(out.Brier, out.ReferenceBrier)
	return out, nil
}

// Relative is 1 - s/reference, nil when the reference is 0.
func Relative(s, reference float64) *float64 {
	if reference == 0 {
		return nil
	}
	skill := 1 - s/reference
	return &skill
}

// Coverage is the expected share of outcomes that fall in the central interval
// with probability level, by the randomised probability integral transform: an
// outcome at an atom of the forecast has its transform spread evenly from
// before, the forecast's probability of less than the outcome, to upto, that of
// at most the outcome. The expectation over the randomisation is taken exactly,
// so nothing is drawn. Without it atoms make any interval look too wide.
// Czado, Gneiting and Held 2009.
func Coverage(before, upto []float64, level float64) (float64, error) {
	if err := checkTransform(before, upto); err != nil {
		return 0, err
	}
	if !(level > 0 && level < 1) {
		return 0, fault(CodeProbability, "give a level between 0 and 1", "%v is no level of an interval", level)
	}
	low, high := (1-level)/2, (1+level)/2
	sum := 0.0
	for i := range before {
		sum += overlap(before[i], upto[i], low, high, false)
	}
	return sum / float64(len(before)), nil
}

// TransformHistogram is the expected share of the randomised probability
// integral transforms in each of bins equal bins; flat for a calibrated record.
func TransformHistogram(before, upto []float64, bins int) ([]float64, error) {
	if err := checkTransform(before, upto); err != nil {
		return nil, err
	}
	if bins < 1 {
		return nil, fault(CodeBins, "give at least one bin", "%d bins hold nothing", bins)
	}
	out := make([]float64, bins)
	n := float64(len(before))
	for i := range before {
		for k := range bins {
			low, high := float64(k)/float64(bins), float64(k+1)/float64(bins)
			out[k] += overlap(before[i], upto[i], low, high, k == bins-1) / n
		}
	}
	return out, nil
}

// overlap is the share of the interval from a to b that lies in low..high. A
// point belongs to it from low on, and below high unless it is the last.
func overlap(a, b, low, high float64, last bool) float64 {
	if b > a {
		return max(min(b, high)-max(a, low), 0) / (b - a)
	}
	if a >= low && (a < high || last && a <= high) {
		return 1
	}
	return 0
}

func checkTransform(before, upto []float64) error {
	if len(before) != len(upto) {
		return fault(CodeLength, "give both for each forecast", "there are %d probabilities before and %d up to the outcomes", len(before), len(upto))
	}
	if len(before) == 0 {
		return fault(CodeEmpty, "give at least one resolved question", "there is nothing to score")
	}
	for i := range before {
		if err := checkProbability(before[i]); err != nil {
			return err
		}
		if err := checkProbability(upto[i]); err != nil {
			return err
		}
		if upto[i] < before[i] {
			return fault(CodeDistribution, "give a distribution function that does not fall", "the probability of less than the outcome, %v, exceeds that of at most it, %v", before[i], upto[i])
		}
	}
	return nil
}

// BrierDifference is the mean of Brier score minus the reference's, paired by
// question, with a 95% interval from draws resamples of whole clusters of
// related questions. Below 0 the forecasts are better; Interval.Shown says
// whether the record shows any difference.
func BrierDifference(p []float64, y []int, reference []float64, clusters []string, seed uint64, draws int) (Interval, error) {
	if err := checkBinary(p, y); err != nil {
		return Interval{}, err
	}
	if err := checkBinary(reference, y); err != nil {
		return Interval{}, err
	}
	r, err := NewResampler(clusters, seed, draws)
	if err != nil {
		return Interval{}, err
	}
	differences := make([]float64, len(p))
	for i := range p {
		differences[i] = brier(p[i], y[i]) - brier(reference[i], y[i])
	}
	return r.Mean(differences)
}
