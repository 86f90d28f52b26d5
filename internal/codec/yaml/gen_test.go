package yaml

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"entente/model"
	"entente/quantity"
)

// gen draws valid cases with something in every section.
type gen struct {
	*rapid.T
	c      *model.Case
	claims []model.ClaimID // named, and places that make nameless ones
}

func (g gen) yes(label string) bool { return rapid.Bool().Draw(g.T, label) }

func (g gen) upTo(n int, label string) int { return rapid.IntRange(0, n).Draw(g.T, label) }

func pick[T any](g gen, list []T) T { return rapid.SampledFrom(list).Draw(g.T, "pick") }

// maybe is the zero value half of the time.
func maybe[T any](g gen, draw func() T) T {
	var zero T
	if g.yes("given") {
		return draw()
	}
	return zero
}

// awkward are pieces of text that a writer may get wrong.
var awkward = []string{"plain", "two words", "yes", "no", "~", "-", "- ", "+0.6", "2016-08", "1: 2", "a:", ":b", " #c", "#d", ", e", "f?", "? g", "[h]", "{i}",
	"'j'", `"k"`, `\l`, "\n", "\n\n", "\t", " ", "%m", "@n", "`", "|", ">", "&o", "*p", "!q", "<<", "---", "...", "¶", "é", "“r”", "🌬", "\u00a0", "\u2028", "\u0085", "\ufeff", "<- fa ¶5", "null", "0x1F"}

func (g gen) text() string {
	s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(awkward), 1, 5).Draw(g.T, "text"), "")
	if strings.TrimSpace(s) == "" {
		return "blank"
	}
	return s
}

func (g gen) date() model.Date {
	return model.Date(pick(g, []string{"2015", "2016-02", "2016-02-29", "2014-12-31T10:00:00Z"}))
}

func (g gen) support() model.Support {
	var s model.Support
	for _, role := range []model.Role{model.Supports, model.Sets, model.Bounds, model.Contradicts} {
		if g.upTo(3, "role") > 0 {
			continue
		}
		for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(g.claims), 1, 3, rapid.ID[model.ClaimID]).Draw(g.T, "links") {
			s.Links = append(s.Links, model.Link{Claim: id, Role: role})
		}
	}
	s.Judgement = maybe(g, g.judgement)
	return s
}

func (g gen) judgement() *model.Judgement {
	j := &model.Judgement{Why: g.text()}
	if g.upTo(3, "by") == 0 {
		j.By, j.Date = g.text(), maybe(g, g.date)
	}
	return j
}

func (g gen) item() model.Item {
	it := model.Item{Support: g.support(), Note: maybe(g, g.text)}
	if len(g.c.Mechanisms) > 0 {
		it.Mechanism = maybe(g, func() model.MechanismID { return pick(g, g.c.Mechanisms).ID })
	}
	return it
}

func (g gen) grade() model.Grade {
	out := model.Grade{Is: pick(g, []string{"A1", "B2", "F6"})}
	if g.yes("graded") {
		out.By, out.Why, out.Date = g.text(), maybe(g, g.text), maybe(g, g.date)
	}
	return out
}

// value lies on the scale; an infinite end is kept away from.
func (g gen) value(s quantity.Scale) quantity.Value {
	low, high := max(s.Low, -1000), min(s.High, 1000)
	x := func() float64 {
		return low + (high-low)*float64(g.upTo(64, "step"))/64
	}
	a, b, c := x(), x(), x()
	if a > b {
		a, b = b, a
	}
	fit := func(v quantity.Value, err error) quantity.Value {
		if err != nil {
			return quantity.PointOf(a)
		}
		return v
	}
	switch g.upTo(6, "shape") {
	case 0:
		return quantity.Between(a, b)
	case 1:
		return quantity.PERTOf(a, math.Min(math.Max(c, a), b), b)
	case 2:
		if v, ok := quantity.LookupWord(pick(g, []string{"likely", "almost certain", "weak"})); ok && !math.IsInf(s.High, 0) && !math.IsInf(s.Low, 0) {
			return fit(v.Stretch(s))
		}
	case 3:
		return fit(quantity.NormalOf(a, b-a+1).Cut(s))
	case 4:
		return fit(quantity.TriangularOf(a-1, math.Min(math.Max(c, a), b), b+1).Cut(s))
	}
	return quantity.PointOf(a)
}

func (g gen) number(low, high float64) model.Number {
	return model.Number{Value: g.value(quantity.Scale{Low: low, High: high}), Given: true, Exact: g.yes("exact"), Own: g.support()}
}

func (g gen) maybeNumber(low, high float64) model.Number {
	return maybe(g, func() model.Number { return g.number(low, high) })
}

var inf = math.Inf(1)

// anyCase draws a case.
func anyCase() *rapid.Generator[*model.Case] {
	return rapid.Custom(func(t *rapid.T) *model.Case {
		g := gen{T: t, c: &model.Case{Format: 1, ID: "drawn", AsOf: "2030"}}
		c := g.c
		c.Title, c.Note = g.text(), maybe(g, g.text)
		c.Share = pick(g, []model.Share{"", model.ShareParaphrase, model.ShareShortQuotes})
		g.evidence()
		g.actors()
		g.issues()
		g.ties()
		g.conflict()
		g.causes()
		g.hypotheses()
		g.system()
		g.whatIfs()
		g.answers()
		return c
	})
}

// evidence fills sources, claims and mechanisms; the pool of claims comes
// first, since sources are items too.
func (g *gen) evidence() {
	c := g.c
	ids := []model.SourceID{"s1", "s2", "s3", "s4"}[:1+g.upTo(3, "sources")]
	for _, s := range ids {
		g.claims = append(g.claims, model.ClaimID(s), model.ClaimID(s+" ¶3"), model.ClaimID(s+" ¶4-6"), model.ClaimID(s+" ¶7.2"))
	}
	named := g.upTo(3, "claims")
	for i := range named {
		g.claims = append(g.claims, model.ClaimID(fmt.Sprintf("k%d", i+1)))
	}
	for i := range g.upTo(2, "mechanisms") {
		c.Mechanisms = append(c.Mechanisms, model.Mechanism{ID: model.MechanismID(fmt.Sprintf("M%d", i+1)), Title: g.text()})
	}
	for i := range c.Mechanisms {
		c.Mechanisms[i].Support = g.support()
	}
	for i, id := range ids {
		s := model.Source{Item: g.item(), ID: id, Title: maybe(*g, g.text), Author: maybe(*g, g.text), Publisher: maybe(*g, g.text), Published: "2016-08-22..2016-09-10",
			Retrieved: maybe(*g, g.date), Kind: pick(*g, []string{"", "report", "essay", "official"}), Language: maybe(*g, g.text), Origin: maybe(*g, g.text), Grade: maybe(*g, g.grade),
			Marking: maybe(*g, g.text), Text: pick(*g, []string{"", "texts/none.txt"}), URL: maybe(*g, g.text)}
		if i > 0 {
			s.TranslationOf, s.RepostOf = maybe(*g, func() model.SourceID { return ids[0] }), maybe(*g, func() model.SourceID { return ids[0] })
		}
		if i == 1 && g.yes("part") {
			s.PartOf, s.Paragraphs = ids[0], [2]int{4, 4 + g.upTo(2, "last")}
		}
		c.Sources = append(c.Sources, s)
	}
	if g.yes("admit") {
		c.Admit = []model.Admission{{Source: ids[0], Why: g.text()}}
	}
	for i := range named {
		k := model.Claim{ID: model.ClaimID(fmt.Sprintf("k%d", i+1)), Says: g.text(), Kind: pick(*g, []string{"event", "judgement", "forecast"}),
			At: []model.Place{{Source: ids[0], From: 2, To: 2}}, Quote: maybe(*g, g.text), Fingerprint: maybe(*g, g.text), Modality: pick(*g, []string{"", "denied"}),
			Speaker: maybe(*g, g.text), Via: maybe(*g, g.text), Happened: maybe(*g, g.date), Said: maybe(*g, g.date), KnownOn: maybe(*g, g.date),
			Grade: maybe(*g, g.grade), Status: pick(*g, []string{"", "proposed"}), Context: g.yes("context"), Note: maybe(*g, g.text)}
		if g.yes("several places") {
			k.At = append(k.At, model.Place{Source: pick(*g, ids)}, model.Place{Source: ids[0], From: 3, To: 9})
		}
		if i > 0 {
			k.ConflictsWith, k.Replaces = []model.ClaimID{"k1"}, maybe(*g, func() model.ClaimID { return "k1" })
		}
		c.Claims = append(c.Claims, k)
	}
}

func (g gen) actors() {
	kinds := []string{"", "state", "faction", "non-state"}
	for _, id := range []model.ActorID{"a", "a.one", "a.two", "b-1", "ü"} {
		a := model.Actor{Item: g.item(), ID: id, Name: maybe(g, g.text), Kind: pick(g, kinds), Capability: g.maybeNumber(0, inf),
			Influence: g.maybeNumber(0, inf), Susceptibility: g.maybeNumber(0, 1), Rule: pick(g, []model.Rule{"", model.RuleMedian})}
		if id == "a.two" && g.yes("listens") {
			a.Susceptibility = g.number(0, 1)
			a.Listens = []model.Attention{{To: "a.one", Weight: g.number(0, inf)}}
		}
		g.c.Actors = append(g.c.Actors, a)
	}
}

func (g gen) issues() {
	for _, id := range []model.IssueID{"share", "depth-2"} {
		is := model.Issue{Item: g.item(), ID: id, Name: maybe(g, g.text), Question: maybe(g, g.text),
			Scale: []model.ScalePoint{{At: -5, Label: g.text()}, {At: 20.5}, {At: 100, Label: g.text()}}, StatusQuo: g.maybeNumber(-5, 100)}
		if g.yes("rule") {
			is.Rules = []model.IssueRule{{Actor: "a", Rule: model.RuleVeto}}
		}
		for _, a := range []model.ActorID{"a.two", "a.one", "ü"} {
			if g.yes("stance") {
				is.Stances = append(is.Stances, model.Stance{Item: g.item(), Actor: a, Position: g.number(-5, 100), Salience: g.maybeNumber(0, 100),
					Capability: g.maybeNumber(0, inf), Influence: g.maybeNumber(0, inf),
					Veto: maybe(g, func() model.Flag { return model.Flag{Given: true, On: g.yes("veto")} })})
			}
		}
		g.c.Issues = append(g.c.Issues, is)
	}
}

func (g gen) ties() {
	for i := range g.upTo(2, "ties") {
		g.c.Ties = append(g.c.Ties, model.Tie{Item: g.item(), From: []model.ActorID{"a", "b-1"}[i], To: "ü", Mutual: g.yes("mutual"),
			Value: g.number(-1, 1), Period: maybe(g, g.date)})
	}
}

func (g gen) conflict() {
	if g.yes("no conflict") {
		return
	}
	k := &model.Conflict{}
	for _, id := range []model.OptionID{"allow", "open-west", "x1"} {
		k.Options = append(k.Options, model.Option{Item: g.item(), ID: id, Of: "a", Name: maybe(g, g.text), Change: pick(g, []string{"", "both", "set-only"})})
	}
	rules := []string{"allow & ~open-west", "~x1", "(allow | x1) -> open-west", "NOT allow"}
	for range g.upTo(2, "rules") {
		k.Infeasible = append(k.Infeasible, model.Infeasible{Item: g.item(), Rule: pick(g, rules)})
	}
	k.StatusQuo = pick(g, []string{"", "-", "allow", "allow + x1"})
	statements := model.Preference{Actor: "a"}
	for range 1 + g.upTo(2, "statements") {
		statements.Statements = append(statements.Statements, model.Statement{Item: g.item(), Prefers: pick(g, rules), Confidence: g.maybeNumber(0, 1)})
	}
	k.Preferences = []model.Preference{statements,
		{Actor: "b-1", Ranking: [][]string{{"allow"}, {"-", "allow + x1"}}},
		{Actor: "ü", Weights: []model.OptionWeight{{Option: "x1", Weight: g.number(-inf, inf)}}},
		{Actor: "a.one", Unknown: true}}
	g.c.Conflict = k
}

func (g gen) causes() {
	if g.yes("no causes") {
		return
	}
	k := &model.Causes{Self: pick(g, []string{"", "unit", "declared"})}
	for _, id := range []model.DriverID{"push", "pull-2", "drift"} {
		k.Drivers = append(k.Drivers, model.Driver{Item: g.item(), ID: id, Name: maybe(g, g.text), Unit: maybe(g, g.text), LeverOf: maybe(g, func() model.ActorID { return "a.one" })})
	}
	for _, ends := range [][2]model.DriverID{{"push", "drift"}, {"push", "pull-2"}, {"pull-2", "push"}} {
		l := model.CausalLink{Item: g.item(), From: ends[0], To: ends[1], Sign: pick(g, []model.Sign{model.Plus, model.Minus, model.Unknown, model.NotNeg, model.Either}),
			Size: g.maybeNumber(0, 1), Uncertain: g.yes("uncertain"), Pair: maybe(g, g.text), Lag: g.upTo(2, "lag"), CarriedBy: pick(g, []string{"", "factions"})}
		if l.Sign == model.Plus || l.Sign == model.Minus {
			l.Despite = g.yes("despite")
		}
		k.Links = append(k.Links, l)
	}
	for range g.upTo(1, "observed") {
		k.Observed = append(k.Observed, model.Observation{Item: g.item(), Push: []model.DriverPush{{Driver: "push", Size: quantity.Between(-0.5, 0.25)}},
			Node: "drift", Moved: pick(g, []model.Sign{model.Plus, model.Minus, model.Nil})})
	}
	g.c.Causes = k
	if len(g.c.Claims) > 0 {
		link := model.ClaimedLink{From: "push", To: "drift", Sign: model.NotPos}
		g.c.Claims[0].Links = []model.ClaimedLink{link, {From: "drift", To: "push", Sign: model.Minus, Despite: true}}[:1+g.upTo(1, "links")]
	}
}

func (g gen) hypotheses() {
	if g.yes("no hypotheses") {
		return
	}
	h := model.HypothesisSet{ID: "why", Complete: g.yes("complete")}
	for _, id := range []model.HypothesisID{"H1", "H2"} {
		row := model.Hypothesis{Item: g.item(), ID: id, Says: g.text(), Prior: g.maybeNumber(0, inf)}
		if id == "H2" {
			row.Duplicates, row.Includes, row.NotExclusive = []model.HypothesisID{"H1"}, maybe(g, func() []model.HypothesisID { return []model.HypothesisID{"H1"} }), maybe(g, func() []model.HypothesisID { return []model.HypothesisID{"H1", "H2"} })
		}
		h.Rows = append(h.Rows, row)
	}
	for i := range g.upTo(2, "items") {
		e := model.EvidenceItem{Item: g.item(), ID: model.EvidenceID(fmt.Sprintf("e%d", i)), Says: maybe(g, g.text), Reliability: g.maybeNumber(0, 1), Floor: g.maybeNumber(0, 1), Cluster: maybe(g, g.text), Logical: true}
		rows := []model.HypothesisID{"H2", "none"}
		if h.Complete {
			rows = rows[:1]
		}
		for _, of := range rows {
			e.Likelihood = append(e.Likelihood, model.Likelihood{Of: of, Value: g.number(0, 1)})
		}
		h.Evidence = append(h.Evidence, e)
	}
	g.c.Hypotheses = []model.HypothesisSet{h}
}

func (g gen) system() {
	if g.c.Causes == nil {
		return
	}
	s := &model.System{Step: "month", Steps: 1 + g.upTo(30, "steps"), Pace: g.maybeNumber(0, 1), StatusQuo: pick(g, []string{"", "moving"}), Bargain: maybe(g, g.text)}
	s.Bindings = []model.Binding{{Item: g.item(), Driver: "push", Moves: "a.one.influence", Size: g.number(-inf, inf)}}
	s.Feedback = []model.Feedback{{Item: g.item(), Issue: "share", Moves: "drift", Size: g.number(-inf, inf)}}
	keep := g.number(0, 1)
	keep.Value = quantity.Between(-0.5, 0.5)
	s.Bands = []model.Band{{Item: g.item(), Of: "a", Watch: "push", Keep: keep, Moves: "pull-2", Size: g.number(0, inf)}}
	s.OneOf = []model.OneOf{{Item: g.item(), ID: "next", From: maybe(g, g.date), Choices: []model.Choice{{WhatIf: "w1", Weight: g.number(0, inf)}}}}
	g.c.System = s
}

func (g gen) whatIfs() {
	t := targetsOf(g.c)
	for i := range 1 + g.upTo(1, "what-ifs") {
		w := model.WhatIf{Item: g.item(), ID: model.WhatIfID(fmt.Sprintf("w%d", i+1)), Title: g.text(), Actor: maybe(g, func() model.ActorID { return "b-1" }),
			From: maybe(g, g.date), To: maybe(g, g.date), Cost: g.maybeNumber(0, inf)}
		for _, path := range rapid.SliceOfNDistinct(rapid.SampledFrom(t.order), 1, 6, rapid.ID[string]).Draw(g.T, "paths") {
			c := model.Change{Path: model.Path(path), Op: model.Set}
			switch {
			case strings.HasPrefix(path, "drivers."):
				c.Op = pick(g, []model.Operation{model.Push, model.Pin})
				c.Value = quantity.PointOf(float64(g.upTo(10, "size")-5) / 4)
				if g.yes("range") {
					c.Value = quantity.Between(-0.25, 0.5)
				}
			case t.switches[path]:
				c.On = g.yes("on")
			case t.words[path] != nil:
				c.Word = pick(g, t.words[path].Words)
			case t.edges[path] && g.yes("cut"):
				c.Op = model.Cut
			default:
				c.Value = g.value(t.scales[path])
			}
			w.Set = append(w.Set, c)
		}
		g.c.WhatIfs = append(g.c.WhatIfs, w)
	}
}

func (g gen) answers() {
	tests := map[model.Lens]string{model.LensBargaining: "share in 35..65", model.LensFactions: "a.share < 4.5", model.LensAlignment: "apart a b-1", model.LensSystem: "share > 50 at 2031-02"}
	if g.c.Conflict != nil {
		tests[model.LensConflict] = "possible allow & ~x1 under smr"
	}
	if g.c.Causes != nil {
		tests[model.LensCauses] = "push pull-2 -1: drift falls"
	}
	if g.c.Hypotheses != nil {
		tests[model.LensHypotheses] = "H2 above H1"
	}
	c := model.Conclusion{Item: g.item(), ID: "c1", Says: g.text(), Answers: maybe(g, func() model.QuestionID { return "why" }), Under: maybe(g, func() []model.WhatIfID { return []model.WhatIfID{"w1"} })}
	for _, lens := range model.Lenses {
		if text, ok := tests[lens]; ok && g.yes("test") {
			test, err := model.ParseTest(lens, text)
			if err != nil {
				g.Fatal(err)
			}
			c.Tests = append(c.Tests, test)
		}
	}
	for range g.upTo(2, "signs") {
		c.Signs = append(c.Signs, model.EarlySign{Item: g.item(), LookFor: g.text(), By: maybe(g, g.date), Speaks: pick(g, []string{"for", "against"}),
			Seen: maybe(g, func() *model.Sighting { return &model.Sighting{On: g.date(), Source: g.text()} })})
	}
	g.c.Conclusions = []model.Conclusion{c}
	g.c.Questions = []model.Question{
		{Item: g.item(), ID: "why", Asks: g.text(), Tags: maybe(g, func() []string { return []string{"one", "two"} })},
		{Item: g.item(), ID: "which", Asks: g.text(), Kind: "multi", Options: []string{"a thing", "b, c"}, Opens: "2031", Closes: "2032", Resolves: g.text(), BaseRate: g.number(0, 1),
			StatusQuoAnswer: pick(g, []string{"", "b, c"})}}
	if g.yes("outcome") {
		g.c.Outcomes = []model.Outcome{{Question: "which", Outcome: "a thing", KnownOn: g.date(), Source: g.text(), Unscored: g.yes("unscored"), Note: maybe(g, g.text)}}
	}
}

// withoutNameless drops the claims that places make: a case that was not read
// has none yet.
func withoutNameless(c *model.Case) *model.Case {
	out := *c
	out.Claims = slices.DeleteFunc(slices.Clone(c.Claims), func(k model.Claim) bool { return k.Nameless })
	return &out
}
