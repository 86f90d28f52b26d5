package analysis

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"entente/model"
)

// Two explanations at equal priors and one report, 0.8 against 0.2 likely: the
// posterior is 0.8 (Bayes). At reliability r the likelihoods are mixed with 0.5:
// at r = 0.5 they are 0.65 and 0.35.
const twoExplanations = `
entente: 1
id: two
title: Two explanations
as-of: 2020-01-01
sources:
  a: {title: A, published: 2019, kind: report, grade: B2}
  b: {title: B, published: 2019, kind: report, grade: B2}
hypotheses:
  why:
    complete: yes
    rows:
      H1: {says: The first}
      H2: {says: The second}
    evidence:
      e1: {because: [a ¶1], likelihood: {H1: 0.8, H2: 0.2}, reliability: %s}
      e2: {because: [a ¶2], likelihood: {H1: 0.8, H2: 0.2}, reliability: %s}
what-if:
  worthless: {title: The source is worthless, set: {hypotheses.why.e1.reliability: 0, hypotheses.why.e2.reliability: 0}}
conclusions:
  first: {says: The first leads., answers: why, tests: {hypotheses: H1 leads}}
questions:
  why: {asks: "Why?"}
`

func explanationsOf(t *testing.T, reliability string, whatIfs ...model.WhatIfID) *Result {
	t.Helper()
	o := Defaults()
	o.Draws, o.WhatIfs = 400, whatIfs
	return runOf(t, written(t, strings.ReplaceAll(twoExplanations, "%s", reliability)), o)
}

func TestExplanationsAreWeighedByBayes(t *testing.T) {
	for _, c := range []struct {
		reliability string
		want        float64
	}{{"1", 0.8}, {"0.5", 0.65}, {"0", 0.5}} {
		// Both reports come from one source: together they count as one voice.
		row := explanationsOf(t, c.reliability).Explanations[0].Rows[0]
		if got := row.Posterior; math.Abs(got.Point-c.want) > 1e-12 || math.Abs(got.Median-c.want) > 1e-12 {
			t.Errorf("reliability %s: posterior %+v, want %g", c.reliability, got, c.want)
		}
	}
}

func TestAWhatIfMovesExplanations(t *testing.T) {
	res := explanationsOf(t, "0.5..0.9", "worthless")
	set := res.Explanations[0]
	if set.Rows[0].Posterior.Median != 0.5 || set.Rows[0].Base == nil || set.Rows[0].Base.Median <= 0.6 {
		t.Errorf("posterior %+v, base %+v", set.Rows[0].Posterior, set.Rows[0].Base)
	}
	if a := res.Conclusions[0]; a.Verdict != Disagrees || a.Lenses[5].Methods[0].Base == nil || *a.Lenses[5].Methods[0].Base != 1 {
		t.Errorf("conclusion %s: %+v", a.Verdict, a.Lenses[5])
	}
	if res.Explanations[0].Words == "" || res.Questions[0].Explains == "" {
		t.Error("the set says nothing")
	}
}

// The table of the lens and the reading of the set are two ways to the same
// draws.
func TestExplanationsAgreeWithTheTest(t *testing.T) {
	o := Defaults()
	o.Draws = 500
	res := runOf(t, builtIn(t, "hamadan-2016"), o)
	set := res.Explanations[0]
	total := 0.0
	for _, row := range set.Rows {
		total += row.Posterior.Point
		if row.Posterior.P05 < row.HullLow-1e-12 || row.Posterior.P95 > row.HullHigh+1e-12 {
			t.Errorf("%s: %+v outside of the hull %g..%g", row.ID, row.Posterior, row.HullLow, row.HullHigh)
		}
	}
	if math.Abs(total-1) > 1e-12 {
		t.Errorf("posteriors sum to %g", total)
	}
	for _, k := range res.Conclusions {
		if k.ID != "syria-is-the-reason" {
			continue
		}
		for _, l := range k.Lenses {
			if l.Lens == "hypotheses" && math.Abs(l.Methods[0].Share-set.Rows[0].Lead) > 1e-12 {
				t.Errorf("H1 leads in %g by the test, %g by the set", l.Methods[0].Share, set.Rows[0].Lead)
			}
		}
	}
	o.Workers = 3
	if again := runOf(t, builtIn(t, "hamadan-2016"), o); !reflect.DeepEqual(set, again.Explanations[0]) {
		t.Error("the explanations depend on the number of workers")
	}
}

// lintsOf are the codes of the check's findings by path.
func lintsOf(t *testing.T, text string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, p := range Check(written(t, text)) {
		out[p.Place.Path] = append(out[p.Place.Path], p.Code)
	}
	return out
}

func TestCheckOfExplanations(t *testing.T) {
	// One origin carries the lead of H2; the other hardly separates, for H1.
	text := strings.ReplaceAll(twoExplanations, "%s", "0.5..0.9")
	text = strings.ReplaceAll(text, "{H1: 0.8, H2: 0.2}", "{H1: 0.2, H2: 0.8}")
	text = strings.Replace(text, "    evidence:\n", `    evidence:
      same: {because: [b ¶1], likelihood: {H1: 0.52, H2: 0.5}}
      blank: {because: [b ¶2], likelihood: {H1: 0.5}}
`, 1)
	got := lintsOf(t, text)
	for path, code := range map[string]string{
		"hypotheses.why":                "ev/rests-on-one",
		"hypotheses.why.evidence.same":  "ev/zero-diagnostic",
		"hypotheses.why.evidence.blank": "hypotheses/unrated",
	} {
		if !slices.Contains(got[path], code) {
			t.Errorf("%s: %v, want %s", path, got[path], code)
		}
	}
	if list := got["hypotheses.why.evidence.e1"]; len(list) > 0 {
		t.Errorf("e1 separates, and still: %v", list)
	}
	two := strings.Replace(text, "H1: {says: The first}", "H1: {says: The first, not-exclusive: [H2]}", 1)
	if got := lintsOf(t, two)["hypotheses.why.rows.H1"]; !slices.Contains(got, "hypotheses/not-exclusive") {
		t.Errorf("rows that overlap: %v", got)
	}
}

// A likelihood that falls away, as with a mechanism switched off, is no rating.
func TestABlankLikelihoodIsNotRated(t *testing.T) {
	c := written(t, strings.ReplaceAll(twoExplanations, "%s", "1")).Case
	h := &c.Hypotheses[0]
	h.Evidence[1].Likelihood[1].Value = model.Number{}
	if set, left := hypothesisSet(c, h).Rated(); !slices.Equal(left, []string{"e2"}) || len(set.Items) != 1 {
		t.Errorf("left out %v, of %d weighed", left, len(set.Items))
	}
}

func TestAFloorIsShownWhereItIsNotTheDefault(t *testing.T) {
	text := strings.ReplaceAll(twoExplanations, "%s", "0.5, floor: 0.1..0.3")
	text = strings.Replace(text, "floor: 0.1..0.3", "floor: 0.5", 1)
	set := runOf(t, written(t, text), Defaults()).Explanations[0]
	if a, b := set.Evidence[0], set.Evidence[1]; a.Floor != "" || b.Floor != "0.1..0.3" || b.FloorPath != "hypotheses.why.e2.floor" {
		t.Errorf("floors %q and %q at %s", a.Floor, b.Floor, b.FloorPath)
	}
}

// A matter of logic rules an explanation out; the result is still one that can
// be written.
func TestALogicalItemRulesOut(t *testing.T) {
	text := strings.ReplaceAll(twoExplanations, "%s", "1")
	text = strings.Replace(text, "e1: {because: [a ¶1], likelihood: {H1: 0.8, H2: 0.2}", "e1: {because: [a ¶1], logical: yes, likelihood: {H1: 0.8, H2: 0}", 1)
	res := runOf(t, written(t, text), Defaults())
	e := res.Explanations[0].Evidence[0]
	if e.Bits[0] == nil || e.Bits[1] != nil || e.MaxLR != nil {
		t.Errorf("bits %v, largest ratio %v", e.Bits, e.MaxLR)
	}
	if _, err := json.Marshal(res); err != nil {
		t.Error(err)
	}
}
