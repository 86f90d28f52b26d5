package bargain

// TwoPosition describes an issue on which all actors hold one of two positions.
// A point between them is then a poor summary: what counts is the weight on
// each side, and the weighted mean is a degree. It is not turned into a yes or
// no.
type TwoPosition struct {
	Lower       float64  `json:"lower"`
	Upper       float64  `json:"upper"`
	LowerShare  float64  `json:"lower_share"` // of the weight
	UpperShare  float64  `json:"upper_share"`
	LowerActors []string `json:"lower_actors"`
	UpperActors []string `json:"upper_actors"`
}

func twoPositionOf(is Issue, k *Kernel) *TwoPosition {
	positions := distinctPositions(is)
	if len(positions) != 2 {
		return nil
	}
	t := &TwoPosition{Lower: positions[0], Upper: positions[1]}
	upper := 0.0
	for _, st := range is.Stances {
		switch {
		case !(st.Weight() > 0):
		case st.Position == t.Upper:
			upper += st.Weight()
			t.UpperActors = append(t.UpperActors, st.Actor)
		default:
			t.LowerActors = append(t.LowerActors, st.Actor)
		}
	}
	t.UpperShare = upper / k.Total()
	t.LowerShare = 1 - t.UpperShare
	return t
}
