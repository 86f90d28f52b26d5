package conflict

import "fmt"

// Judgement is one thing that a draw decides either way: whether a pair of
// neighbouring statements is reversed, a weight above the middle of its range, an
// uncertain rule in force. It is what the screen of Sample compares.
type Judgement struct {
	Path  string
	DM    int // -1: of a rule or flag
	Kind  JudgementKind
	First int // the statement, option, state or rule it is about
	Other int // of pairs: the second; else -1

	number int
	middle float64
}

// JudgementKind says what a judgement decides.
type JudgementKind string

const (
	JudgeReversed JudgementKind = "reversed"     // statement Other stands before statement First
	JudgeEarlier  JudgementKind = "earlier"      // statement First stands in the earlier half of its places
	JudgeHeavier  JudgementKind = "heavier"      // the weight of option First is above the middle of its range
	JudgeOvertake JudgementKind = "overtakes"    // state Other, written right behind First, is not behind it
	JudgeUpper    JudgementKind = "upper-half"   // state First is in the better half of the order
	JudgeInForce  JudgementKind = "in-force"     // rule First excludes
	JudgeHolds    JudgementKind = "irreversible" // the flag of option First holds
)

// maxScreened bounds the judgements about single states of one decision maker.
const maxScreened = 512

// judge lists the judgements of the plan.
func (p *Plan) judge() {
	add := func(j Judgement) { p.judgements = append(p.judgements, j) }
	for i := range p.orders {
		o := &p.orders[i]
		where := "preferences." + p.base.space.dms[i].ID
		for k := range o.pairs {
			if v := p.numbers[o.first+k].Value; v.Low < 1 && v.High > 0 {
				add(Judgement{Path: fmt.Sprintf("%s.confidence[%d]", where, k), DM: i, Kind: JudgeReversed, First: k, Other: k + 1})
			}
		}
		if o.positions != nil {
			for k, r := range p.doubts.Preferences[p.base.space.dms[i].ID].Positions {
				if r[0] < r[1] {
					add(Judgement{Path: fmt.Sprintf("%s.positions[%d]", where, k), DM: i, Kind: JudgeEarlier, First: k, Other: -1, middle: float64(r[0]+r[1]) / 2})
				}
			}
		}
		for j, v := range p.numbers {
			if v.DM == i && v.Pair < 0 {
				add(Judgement{Path: v.Path, DM: i, Kind: JudgeHeavier, First: p.base.space.optIdx[v.option], Other: -1, number: j, middle: v.Value.Mid()})
			}
		}
		if o.partial != nil && p.base.Len() <= maxScreened {
			for s := range p.base.Len() {
				add(Judgement{Path: where, DM: i, Kind: JudgeUpper, First: s, Other: -1, middle: float64(p.base.Len()) / 2})
			}
		}
		if o.noise > 0 && p.base.Len() <= maxScreened {
			last := -1
			for _, class := range p.base.Order(i) {
				for _, s := range class {
					if last >= 0 {
						add(Judgement{Path: where, DM: i, Kind: JudgeOvertake, First: last, Other: s})
					}
					last = s
				}
			}
		}
	}
	for j, s := range p.switches {
		if s.rule >= 0 {
			add(Judgement{Path: s.path, DM: -1, Kind: JudgeInForce, First: s.rule, Other: -1, number: j})
		} else {
			add(Judgement{Path: s.path, DM: -1, Kind: JudgeHolds, First: s.option, Other: -1, number: j})
		}
	}
}

// Judgements are what draws of the plan decide either way.
func (p *Plan) Judgements() []Judgement { return p.judgements }

// decided says of the draw just made how judgement j came out.
func (d *Drawer) decided(j *Judgement, numbers []float64, ranks [][]int32, on uint64) bool {
	switch j.Kind {
	case JudgeReversed:
		return d.reversed[j.DM][j.First]
	case JudgeEarlier:
		return float64(d.place[j.DM][j.First]) < j.middle
	case JudgeHeavier:
		return numbers[j.number] > j.middle
	case JudgeOvertake:
		return ranks[j.DM][j.Other] >= ranks[j.DM][j.First]
	case JudgeUpper:
		return float64(ranks[j.DM][j.First]) >= j.middle
	}
	return on>>j.number&1 != 0
}
