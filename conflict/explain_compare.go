package conflict

// Relation says how one state compares with another for a decision maker.
type Relation string

const (
	Better Relation = "better"
	Equal  Relation = "level"
	Worse  Relation = "worse"
)

// Difference is how a decision maker likes a state compared with another, and
// the judgement that says so.
type Difference struct {
	Relation Relation `json:"relation"`
	// Ranks is how many classes of the order the state stands above the other,
	// negative below.
	Ranks int `json:"ranks"`
	// Level is the first level of statements at which the two states part, the
	// most important being 1; 0 where statements do not tell.
	Level int `json:"level,omitempty"`
	// Statements are those of that level; Holding is how many of them hold in the
	// state, Against in the other.
	Statements []string `json:"statements,omitempty"`
	Holding    int      `json:"holding,omitempty"`
	Against    int      `json:"against,omitempty"`
	// By is the difference in weight or score, where the order comes from those.
	By float64 `json:"by,omitempty"`
}

// Compare compares state s with state t for decision maker i, whose order must
// be known.
func (m *Model) Compare(i, s, t int) Difference {
	rank, p := m.ranks[i], &m.prefs[i]
	d := Difference{Relation: Equal, Ranks: int(rank[s] - rank[t])}
	switch {
	case d.Ranks > 0:
		d.Relation = Better
	case d.Ranks < 0:
		d.Relation = Worse
	}
	if d.Relation == Equal {
		return d
	}
	switch p.Kind {
	case Statements:
		for k, level := range m.truth[i] {
			holding, against := 0, 0
			for _, set := range level {
				holding += int(set[s>>6] >> (s & 63) & 1)
				against += int(set[t>>6] >> (t & 63) & 1)
			}
			if holding != against {
				d.Level, d.Statements, d.Holding, d.Against = k+1, p.Statements[k], holding, against
				break
			}
		}
	case Weights:
		x, y := m.space.masks[s], m.space.masks[t]
		for k, o := range m.space.options {
			switch w := p.Weights[o.ID]; {
			case x&^y>>k&1 != 0:
				d.By += w
			case y&^x>>k&1 != 0:
				d.By -= w
			}
		}
	case Scores:
		d.By = p.Scores[s] - p.Scores[t]
	}
	return d
}
