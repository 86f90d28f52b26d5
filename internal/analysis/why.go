package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/evidence"
	"entente/internal/codec/yaml"
	"entente/internal/version"
	"entente/model"
)

// Explain traces a conclusion: rule, inputs in the order of what they do to it,
// the claims behind each and their places.
func Explain(ctx context.Context, f *yaml.File, id model.ConclusionID, o Options) (*Why, error) {
	k := f.Case.Conclusion(id)
	if k == nil {
		return nil, fmt.Errorf("the case has no conclusion %q", id)
	}
	o.Levers = false
	r, err := start(ctx, f, o)
	if err != nil {
		return nil, err
	}
	a := r.conclusionAnswer(k)
	w := &Why{
		Format: WhyFormat, Version: version.Version, Case: caseRef(f), Seed: o.Seed, Draws: r.done,
		Conclusion: &a, Rules: r.ruleLines(k), Inputs: []InputLine{}, Orphans: []string{},
	}
	s := r.scenarios[r.scenarioOf(k)]
	for _, inf := range a.Inputs {
		support, basis := r.support(r.p.at(model.Path(inf.Path)), s)
		w.add(f, inf, support, basis)
	}
	for _, la := range a.Lenses {
		for _, inf := range la.Inputs {
			if v := r.p.at(model.Path(inf.Path)); !w.shows(inf.Path) {
				support, basis := r.support(v, s)
				w.add(f, inf, support, basis)
			}
		}
	}
	// Inputs that are points move nothing, and still carry the result.
	if t, _, ok := r.headlineOf(k, r.scenarioOf(k)); ok {
		for _, v := range r.feeding(t) {
			if s.values[v].IsPoint() {
				inf := r.influence(v, s)
				inf.Low, inf.High = s.values[v].Low, s.values[v].High
				support, basis := r.support(v, s)
				w.add(f, inf, support, basis)
			}
		}
	}
	for _, t := range k.Tests {
		for _, v := range r.alsoUnder(k, t, w) {
			inf := r.influence(v, s)
			inf.Low, inf.High = s.values[v].Low, s.values[v].High
			support, basis := r.support(v, s)
			w.add(f, inf, support, basis)
		}
	}
	w.Text = w.text()
	return w, nil
}

// alsoUnder are the numbers that a joined lens's test rests on and that the
// trace does not show yet.
func (r *run) alsoUnder(k *model.Conclusion, t model.Test, w *Why) []int {
	var out []int
	for _, l := range r.joined {
		if l.lens() != t.Lens {
			continue
		}
		for _, v := range l.numbers(t) {
			if !w.shows(string(r.p.vars[v].param.Path)) && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return out
}

func (w *Why) shows(path string) bool {
	return slices.ContainsFunc(w.Inputs, func(in InputLine) bool { return in.Path == path })
}

// ExplainNumber shows what stands behind one number.
func ExplainNumber(f *yaml.File, path model.Path) (*Why, error) {
	for _, q := range f.Case.Params() {
		if q.Path != path {
			continue
		}
		w := &Why{Format: WhyFormat, Version: version.Version, Case: caseRef(f), Rules: []RuleLine{}, Inputs: []InputLine{}, Orphans: []string{}}
		v := q.Value()
		w.add(f, Influence{
			Path: string(q.Path), Label: label(f.Case, q.Path), Text: valueText(v), Low: v.Low, High: v.High,
			Basis: string(q.Basis()), Claims: claimIDs(q.Support, false),
		}, q.Support, q.Basis())
		w.Text = w.text()
		return w, nil
	}
	return nil, fmt.Errorf("the case has no number %q", path)
}

// add appends an input with the claims behind it.
func (w *Why) add(f *yaml.File, inf Influence, support model.Support, basis model.Basis) {
	c := f.Case
	line := InputLine{Influence: inf, ClaimLines: []ClaimLine{}}
	if at := f.Place(inf.Path); at.Line > 0 {
		line.Where = fmt.Sprintf("%s:%d", at.File, at.Line)
	}
	for _, l := range support.Links {
		if k := c.Claim(l.Claim); k != nil {
			line.ClaimLines = append(line.ClaimLines, ClaimLine{Claim: string(k.ID), Says: k.Says, Kind: k.Kind, Role: string(l.Role), Places: placeViews(f, k.At, k.Grade)})
		}
	}
	switch j := support.Judgement; {
	case j != nil:
		line.Judgement = judgementText(j)
	case basis == model.BasisDefault:
		line.Judgement = "not in the case; the program's default"
	case basis == model.BasisNone:
		w.Orphans = append(w.Orphans, inf.Path)
	}
	w.Inputs = append(w.Inputs, line)
}

func judgementText(j *model.Judgement) string {
	who := []string{"analyst's judgement"}
	if j.By != "" {
		who = append(who, j.By)
	}
	if j.Date != "" {
		who = append(who, string(j.Date))
	}
	return strings.Join(who, ", ") + ": " + j.Why
}

func (r *run) ruleLines(k *model.Conclusion) []RuleLine {
	out := []RuleLine{}
	where := r.scenarioOf(k)
	for _, t := range k.Tests {
		if !r.runs(t.Lens) {
			continue
		}
		if j := r.joinedAt(t.Lens, where); j != nil {
			out = append(out, j.rule(t))
			continue
		}
		line := RuleLine{Lens: string(t.Lens), Test: t.Text, Methods: []string{}}
		targets, _ := r.targets(t, where)
		for _, q := range targets {
			if q.state != none {
				line.Methods = append(line.Methods, ruleInfos[q.method].title+": "+ruleInfos[q.method].equation)
				if ruleIndex(r.p.states[q.state].rule) == q.method {
					line.Equation, line.Words = ruleInfos[q.method].equation, "The state's position by the case's own rule, the "+ruleInfos[q.method].title+"."
				}
			} else {
				line.Methods = append(line.Methods, methodInfos[q.method].title+": "+methodInfos[q.method].equation)
				if q.method == methodMean {
					line.Equation, line.Words = methodInfos[q.method].equation, "Where the issue settles, led by the weighted mean: "+methodInfos[q.method].record+"."
				}
			}
		}
		out = append(out, line)
	}
	return out
}

// routesOf are the routes behind a lens's answer.
func (w *Why) routesOf(lens string) []RouteAnswer {
	if w.Conclusion == nil {
		return nil
	}
	for _, l := range w.Conclusion.Lenses {
		if l.Lens == lens {
			return l.Routes
		}
	}
	return nil
}

// text is the whole chain as text.
func (w *Why) text() string {
	var b strings.Builder
	if k := w.Conclusion; k != nil {
		fmt.Fprintf(&b, "%s\n%s\n", sentence(k.Says), k.Summary)
		for _, base := range k.Baseline {
			holds := "fails"
			if base.Holds {
				holds = "holds"
			}
			fmt.Fprintf(&b, "baseline, %s: %s; the conclusion %s\n", base.Title, number(base.Value, 100), holds)
		}
	}
	for _, l := range w.Rules {
		fmt.Fprintf(&b, "\nrule, %s: %s\n", l.Lens, l.Test)
		if l.Equation != "" {
			fmt.Fprintf(&b, "  %s\n  %s\n", l.Words, l.Equation)
		}
		for _, route := range w.routesOf(l.Lens) {
			fmt.Fprintf(&b, "  route: %s", route.Words)
			if len(route.Claims) > 0 {
				fmt.Fprintf(&b, " [%s]", strings.Join(route.Claims, ", "))
			}
			b.WriteByte('\n')
		}
	}
	for _, in := range w.Inputs {
		fmt.Fprintf(&b, "\n%s = %s", in.Label, in.Text)
		if in.Words != "" {
			fmt.Fprintf(&b, "\n  %s", in.Words)
		}
		fmt.Fprintf(&b, "\n  %s", in.Path)
		if in.Where != "" {
			fmt.Fprintf(&b, "  %s", in.Where)
		}
		b.WriteByte('\n')
		for _, k := range in.ClaimLines {
			var at []string
			for _, p := range k.Places {
				s := p.Text
				if p.Grade != "" {
					s += " (grade " + p.Grade + ")"
				}
				at = append(at, s)
			}
			says := k.Says
			if says == "" {
				says = "the place as a whole"
			}
			fmt.Fprintf(&b, "  %s %s: %s  [%s]\n", k.Kind, k.Role, says, strings.Join(at, ", "))
		}
		switch {
		case in.Judgement != "":
			fmt.Fprintf(&b, "  %s\n", in.Judgement)
		case len(in.ClaimLines) == 0:
			b.WriteString("  no evidence\n")
		}
	}
	return b.String()
}

// Dependents lists what hangs on a paragraph, or on a whole source (paragraph
// 0): the claims there, what they stand behind, what would be left without
// support, and the conclusions touched.
func Dependents(f *yaml.File, source model.SourceID, paragraph int) DependentsView {
	c := f.Case
	objs := objects(c)
	l := ledger(c, objs)
	x, err := evidence.NewIndex(l)
	if err != nil {
		return DependentsView{Claims: []string{}, Objects: []string{}, Unsupported: []string{}, Conclusions: []string{}}
	}
	p := newPlan(c, nil)
	var conclusions []evidence.Conclusion
	for i := range c.Conclusions {
		k := &c.Conclusions[i]
		conclusions = append(conclusions, evidence.Conclusion{ID: string(k.ID), Says: k.Says, Inputs: p.testedNumbers(k)})
	}
	remove := evidence.Removal{Source: string(source)}
	if paragraph > 0 {
		remove.Para = &paragraph
		if s := c.SourceOf(model.Place{Source: source, From: paragraph, To: paragraph}); s != nil {
			remove.Source = string(s.ID)
		}
	}
	d := x.Dependents(conclusions, remove)
	return DependentsView{
		Claims: listOf(d.Claims), Objects: listOf(d.Objects),
		Unsupported: listOf(d.UnsupportedAfter), Conclusions: listOf(d.Conclusions),
	}
}

func listOf(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// testedNumbers are the paths of the numbers that a conclusion's tests rest on,
// and of the conclusion itself.
func (p *plan) testedNumbers(k *model.Conclusion) []string {
	out := []string{"conclusions." + string(k.ID)}
	add := func(v int) {
		if s := string(p.vars[v].param.Path); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, t := range k.Tests {
		for _, l := range p.joined {
			if l.lens() == t.Lens {
				for _, v := range l.numbers(t) {
					add(v)
				}
			}
		}
		if t.Lens != model.LensBargaining && t.Lens != model.LensFactions {
			continue
		}
		for i := range p.issues {
			if p.issues[i].issue.ID != t.Issue {
				continue
			}
			for _, v := range p.issues[i].vars {
				add(v)
			}
		}
	}
	return out
}
