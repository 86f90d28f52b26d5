package report

import (
	"entente/bargain"
	"entente/internal/analysis"
	"entente/model"
)

func ptr(x float64) *float64 { return &x }

func spread(mid, half, most float64) analysis.Spread {
	return analysis.Spread{Point: mid, Median: mid, P25: mid - half, P75: mid + half, P05: mid - most, P95: mid + most}
}

// fixture is a small run with one of everything. Its numbers are made up for
// the shape of the page; no lens computed them.
func fixture() Memo {
	russia := analysis.Influence{Path: "russia.base-access.position", Label: "Russia: position on base-access", Text: "55..75", Low: 55, High: 75,
		Basis: "evidence", AtLow: 42, AtHigh: 50, Swing: 8, Correlation: 0.71, Flips: true, Words: "From end to end it moves the weighted mean from 42 to 50.", Claims: []string{"fa-refuel", "ll ¶9"}}
	majlis := analysis.Influence{Path: "iran.majlis.base-access.salience", Label: "The Majlis: salience of base-access", Text: "40..80", Low: 40, High: 80,
		Basis: "judgement", AtLow: 48, AtHigh: 44.5, Swing: 3.5, Correlation: -0.4, Words: "A higher salience draws the outcome down."}
	china := analysis.Influence{Path: "china.capability", Label: "China: capability", Text: "1", Low: 1, High: 1, Basis: "none", AtLow: 46, AtHigh: 46, Words: "It does nothing."}
	all := []analysis.Influence{russia, majlis, china}
	silent := func(lens string) analysis.LensAnswer {
		return analysis.LensAnswer{Lens: lens, Verdict: analysis.Silent, Why: "Not in this version."}
	}
	hist := make([]int, 50)
	for i := range 20 {
		hist[14+i] = 10 * (10 - abs(i-9))
	}
	base := spread(42, 3, 9)
	ref := analysis.WhatIfRef{ID: "full-delivery", Title: "Washington delivers the deal in full", Actor: "usa.administration",
		Changes: []analysis.ChangeRef{{Path: "drivers.deal-payoff", Op: "push", To: "+0.6", Reaches: true}}}
	moved := spread(4, 1, 3)
	sign := analysis.Sign{Conclusion: "temporary-only", LookFor: "A second base is offered", By: "2017-06", Speaks: "against"}
	r := &analysis.Result{
		Format: analysis.ResultFormat, Version: "0.1.0", Seed: 7, Draws: 1000, Planned: 1000,
		Case:    analysis.CaseRef{ID: "demo", Title: "A base is opened <for a time>", AsOf: "2016-08-31", Digest: "0123456789abcdef0123"},
		WhatIfs: []analysis.WhatIfRef{ref},
		Questions: []analysis.QuestionAnswer{
			{ID: "why-now", Asks: "Why was the base opened now?", Answer: "Use stays temporary: the weighted mean lies at 46, and does so in 87 of 100 draws.",
				Range: "38 to 54 (90% of draws), between no use and case-by-case use", Baseline: "status quo 5; unweighted mean 40", Because: all, Conclusions: []string{"temporary-only"}},
			{ID: "base-use", Asks: "Do aircraft still fly on 31 Dec 2016?", Kind: "binary", Opens: "2016-09-01", Closes: "2016-12-31", Resolves: "two wire reports", BaseRate: "0.2..0.5", StatusQuoAnswer: "yes"},
		},
		Conclusions: []analysis.ConclusionAnswer{{ID: "temporary-only", Says: "Iran allows temporary use and no more.", Answers: "why-now", Verdict: analysis.Divided,
			Summary: "Holds in 87 of 100 draws by the weighted mean and in 31 by the median.",
			Lenses: []analysis.LensAnswer{
				{Lens: "bargaining", Test: "base-access in 35..65", Verdict: analysis.Divided, Why: "The methods differ.", Methods: []analysis.MethodShare{
					{Method: "weighted-mean", Title: "weighted mean", Point: true, Share: 0.87, Base: ptr(0.8)}, {Method: "weighted-median", Title: "weighted median", Share: 0.31, Base: ptr(0.999)}}},
				{Lens: "factions", Test: "iran.base-access in 35..65", Verdict: analysis.Agrees, Why: "Every rule puts it there.", Methods: []analysis.MethodShare{{Method: "veto", Title: "veto players", Point: true, Share: 1, Chosen: true}}},
				silent("conflict"), silent("alignment"), silent("causes"), silent("hypotheses"), silent("system")},
			Baseline: []analysis.BaselineCheck{{Name: "status-quo", Title: "status quo", Value: 5}, {Name: "unweighted-mean", Title: "unweighted mean", Value: 40.25, Holds: true}},
			Inputs:   all, Unsupported: []string{"china.capability"}, Signs: []analysis.Sign{sign}}},
		Issues: []analysis.IssueAnswer{{ID: "base-access", Question: "How far may Russia use the bases?", StatusQuo: ptr(5), Tornado: all,
			Scale: []analysis.ScaleLabel{{At: 0, Label: "no use"}, {At: 50, Label: "temporary, case by case"}, {At: 100, Label: "permanent base"}},
			Actors: []analysis.ActorOnIssue{
				{ID: "russia", Name: "Russia", Position: spread(65, 5, 9), Salience: spread(50, 5, 9), Capability: spread(92, 3, 7), Share: spread(0.6, 0.05, 0.1), Basis: "evidence"},
				{ID: "iran", Name: "Iran", Composite: true, Position: spread(32, 5, 9), Salience: spread(70, 5, 9), Capability: spread(40, 3, 7), Share: spread(0.4, 0.05, 0.1), Base: &base, Basis: "judgement"},
				{ID: "china", Name: "China", Position: spread(50, 0, 0), Basis: "none", Bystander: true}},
			Methods: []analysis.MethodOutcome{
				{Method: "weighted-mean", Title: "Weighted mean", Spread: spread(46, 3, 8), Histogram: hist, Base: &base, BaseHist: hist, Moved: &moved},
				{Method: "weighted-median", Title: "Weighted median", Spread: spread(65, 5, 12)},
				{Method: "unweighted-mean", Title: "Unweighted mean", Spread: spread(40.25, 2, 5), Baseline: true}},
			Forecast: &analysis.Forecast{Label: "calibrated on past decisions", Skill: "its 80% range held the outcome in 83 of 100",
				Inputs: bargain.Quantiles{P05: 38, P10: 40, P25: 43, P50: 46, P75: 49, P90: 52, P95: 54}, Method: bargain.Quantiles{P05: 15, P10: 22, P25: 35, P50: 46, P75: 60, P90: 75, P95: 85},
				Both: bargain.Quantiles{P05: 12, P10: 20, P25: 34, P50: 46, P75: 61, P90: 77, P95: 88}, Words: "With the error of the method counted in, it is forecast at 46."},
			Words: []string{russia.Words, "Russia pulls hardest."}}},
		States: []analysis.StateAnswer{{Actor: "iran", Name: "Iran", Issue: "base-access", Rule: "veto", Words: "The Majlis can block it.",
			Rules: []analysis.RuleOutcome{{Rule: "mean", Title: "mean", Spread: spread(32, 4, 9)}, {Rule: "veto", Title: "veto players", Spread: spread(12, 4, 9), Base: &base}},
			Parts: []analysis.PartOfState{{ID: "iran.majlis", Name: "The Majlis", Position: spread(5, 2, 4), Salience: spread(60, 9, 18), Influence: spread(20, 2, 4), Share: spread(0.3, 0.02, 0.06), Veto: true},
				{ID: "iran.government", Name: "The government", Position: spread(35, 4, 9), Salience: spread(50, 9, 18), Influence: spread(50, 2, 4), Share: spread(0.7, 0.02, 0.06)}}}},
		Conflict: &analysis.ConflictAnswer{StatusQuo: &analysis.GameState{State: "allow+joint", Taken: []string{"allow", "joint"}, Says: "“Allow use of the base” and “Keep up the joint campaign”"}, States: 216, Draws: 1000,
			Movers: []analysis.GameMover{{Actor: "iran", Name: "Iran", Moves: 5, Words: []string{"Iran likes none of the 5 outcomes it can bring about better than the status quo."}}},
			Concepts: []analysis.GameEnds{{Concept: "nash", Ends: []analysis.GameEnd{{GameState: analysis.GameState{State: "allow+joint"}, InSight: 0.11}}},
				{Concept: "seq", LeftOut: 3, Ends: []analysis.GameEnd{{GameState: analysis.GameState{State: "allow+joint+escalate"}, Point: true, Share: 0.34, InSight: 0.33, Base: ptr(0.2), Path: []analysis.GameStep{{Actor: "saudi", To: "allow+joint+escalate", Says: "Saudi Arabia: takes “Raise support”"}}},
					{GameState: analysis.GameState{State: "allow+joint"}, Share: 0.18, InSight: 0.18, Path: []analysis.GameStep{}}}}},
			Judgements: []analysis.GameJudgement{{Influence: analysis.Influence{Words: "If “a” stands before “b” for Iran, allow+joint is an equilibrium in sight in 20 of 100 draws, else in 5."}, State: "allow+joint"}}},
		Causes: &analysis.CausesAnswer{Self: "unit", Prior: "uniform", Tried: 1000, Stable: 930, Matching: 800, PStable: 0.93, PAccept: 0.8, Fit: 0.86,
			Pushes: []analysis.PushAnswer{{Push: []analysis.PushedDriver{{Driver: "deal-payoff", Name: "Payoff", Op: "push", Text: "+0.6", Size: 0.6}}, Off: []string{"a -> b"}, Of: []string{"conclusions.temporary-only", "what-if.full-delivery"},
				Draws: 800, Words: "Falls: cooperation."}},
			Loops:    []analysis.LoopAnswer{{Sign: "+", Gain: ptr(0.31), AtLeast: 0.07, Words: "A raises b, which raises a: reinforcing."}, {Sign: "-", Words: "C raises d, which lowers c: balancing."}},
			Observed: []analysis.ObservedAnswer{{Words: "Under deal-payoff -0.5 cooperation rose; 86 of 100 stable draws show that."}},
			Learned:  []analysis.LearnedLink{{Words: "What was observed needs a -> b to be strong: 0.6 on average in place of 0.5."}},
			Words:    []string{"Stable in 93 of 100 draws, showing what was observed in 80."}},
		Levers: []analysis.Lever{{WhatIf: ref, Words: "Moves base-access down by 4.", Effects: []analysis.LeverEffect{{Issue: "base-access", Moved: spread(-4, 1, 3), Up: 0.004}},
			Turns: []analysis.LeverTurn{{Conclusion: "temporary-only", Base: 0.8, With: 0.4, Turns: true}}}},
		Assumptions: []analysis.Assumption{{Path: majlis.Path, Label: majlis.Label, Text: "40..80", Basis: "judgement", Reason: "No text says how much deputies care | beyond the base.", By: "an analyst", Date: "2016-08-30", Swing: 0.035, Issue: "base-access"}},
		Watch:       []analysis.Sign{sign}, Notes: []string{"One number rests on no evidence."},
	}
	v := &analysis.View{Format: analysis.ViewFormat, Case: r.Case,
		Sources: []analysis.SourceView{{ID: "fa", Title: "An essay", Publisher: "A journal", Published: "2016-08", Kind: "essay", Grade: "B2", Origin: "fa", Admitted: "yes"},
			{ID: "ll", Title: "Another essay", Author: "An author", Kind: "essay", Origin: "ll", Admitted: "yes"}},
		Claims: []analysis.ClaimView{
			{ID: "fa-refuel", Says: "Russia only refuels there, for a time.", Kind: "statement", Modality: "asserted", Speaker: "officials", Places: []analysis.PlaceView{
				{Source: "fa", From: 5, To: 5, Text: "fa ¶5"}, {Source: "ll", From: 4, To: 4, Text: "ll ¶4"}}},
			{ID: "ll ¶9", Nameless: true, Kind: "judgement", Modality: "asserted", Places: []analysis.PlaceView{{Source: "ll", From: 9, To: 9, Text: "ll ¶9"}}}},
		Params: []analysis.ParamView{
			{Path: russia.Path, Basis: "evidence", Against: []string{"ll ¶9"}, File: "issues.yaml", Line: 41},
			{Path: majlis.Path, Basis: "judgement", Reason: "No text says how much deputies care.", By: "an analyst", Date: "2016-08-30"},
			{Path: "iran.majlis.base-access.position", Basis: "judgement"}},
	}
	return Memo{Result: r, View: v, Marking: Marking(&model.Case{Sources: []model.Source{{Marking: "internal"}, {}, {Marking: "internal"}}})}
}

func abs(x int) int { return max(x, -x) }
