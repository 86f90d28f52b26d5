package bargain

// ByIssue is one number an issue. As JSON it is an object with a field an
// issue, in order.
type ByIssue struct {
	Values []float64
	issues []IssueSpec
}

func byIssue(p *Problem, values []float64) ByIssue { return ByIssue{values, p.Issues} }

// MarshalJSON implements json.Marshaler.
func (b ByIssue) MarshalJSON() ([]byte, error) {
	var o object
	for k, x := range b.Values {
		o.field(b.issues[k].ID, orNull(x))
	}
	return o.bytes()
}

// ActorGrid is one number an actor and issue, NaN where an actor takes no part.
// As JSON it is an object with a field an issue, each an object with a field an
// actor that takes part.
type ActorGrid struct {
	Values [][]float64 // actor by issue
	issues []IssueSpec
	actors []string
}

// MarshalJSON implements json.Marshaler.
func (g ActorGrid) MarshalJSON() ([]byte, error) {
	var o object
	for k, is := range g.issues {
		var column object
		for i, a := range g.actors {
			if x := g.Values[i][k]; x == x {
				column.field(a, x)
			}
		}
		data, err := column.bytes()
		o.field(is.ID, rawObject{data, err})
	}
	return o.bytes()
}

// grid cuts flat numbers, actor by issue, into rows.
func (t *tradeTable) grid(p *Problem, x []float64) ActorGrid {
	rows := make([][]float64, t.n)
	for i := range rows {
		rows[i] = append([]float64(nil), x[i*t.m:(i+1)*t.m]...)
	}
	return ActorGrid{rows, p.Issues, p.Actors}
}
