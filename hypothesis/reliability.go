package hypothesis

import "entente/quantity"

// Voice is a claim behind an item: its origin and how far it can be relied on.
type Voice struct {
	Cluster     string // empty: an origin of its own
	Reliability quantity.Value
}

// Together is the reliability of an item behind which several claims stand:
// that of the most reliable origin, or with any the chance that at least one of
// the independent origins is right, 1 - prod (1 - r), which assumes that one
// good source suffices. Within an origin the most reliable claim counts.
//
// Low, middle and high are combined each with their like: the bounds are exact,
// the shape between them is beta-PERT, or uniform when all are uniform or
// points. No voices: the point 1, taken at face value.
func Together(voices []Voice, any bool) quantity.Value {
	if len(voices) == 0 {
		return quantity.PointOf(DefaultReliability)
	}
	uniform := true
	for _, v := range voices {
		uniform = uniform && (v.Reliability.IsPoint() || v.Reliability.Shape == quantity.Uniform)
	}
	low := combine(voices, any, func(v quantity.Value) float64 { return v.Low })
	high := combine(voices, any, func(v quantity.Value) float64 { return v.High })
	if uniform {
		return quantity.Between(low, high)
	}
	return quantity.PERTOf(low, combine(voices, any, quantity.Value.Mid), high)
}

func combine(voices []Voice, any bool, of func(quantity.Value) float64) float64 {
	best := map[string]float64{}
	wrong, most := 1.0, 0.0
	var order []string
	for _, v := range voices {
		r := of(v.Reliability)
		most = max(most, r)
		if v.Cluster == "" {
			wrong = float64(wrong * (1 - r))
			continue
		}
		if _, ok := best[v.Cluster]; !ok {
			order = append(order, v.Cluster)
		}
		best[v.Cluster] = max(best[v.Cluster], r)
	}
	if !any {
		return most
	}
	for _, c := range order {
		wrong = float64(wrong * (1 - best[c]))
	}
	return 1 - wrong
}
