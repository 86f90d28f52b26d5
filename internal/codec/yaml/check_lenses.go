package yaml

import (
	"fmt"
	"strings"

	"entente/evidence"
	"entente/model"
)

// causes checks that each ordered pair of drivers has one link.
func (r *reader) causes() {
	m := r.c.Causes
	if m == nil {
		return
	}
	section := r.at("causes.links")
	first := map[model.Path]*node{}
	for i := range m.Links {
		l := &m.Links[i]
		if l.From == "" || section == nil || i >= len(section.items) {
			continue
		}
		n := section.items[i]
		path := model.LinkPath(l.From, l.To)
		if at := first[path]; at != nil {
			r.fail(n, string(path), "ev/duplicate-id", fmt.Sprintf("The link %q is given twice; the first is in %s.", path, where(at)), "Keep one link for each cause and effect.")
			continue
		}
		first[path] = n
		if l.From == l.To && m.Self != "declared" {
			r.fail(n, string(path), "case/self-link", fmt.Sprintf("%q is its own cause.", l.From), "Remove the link; `self: declared` on the causes lets a map give its own limits.")
		}
	}
}

// system checks bindings, feedback and bands.
func (r *reader) system() {
	s := r.c.System
	if s == nil {
		return
	}
	once := func(section string, count int, name func(i int) string) {
		list := r.at(section)
		first := map[string]*node{}
		for i := range count {
			if list == nil || i >= len(list.items) {
				return
			}
			n := list.items[i]
			if at := first[name(i)]; at != nil {
				r.fail(n, join(section, name(i)), "ev/duplicate-id", fmt.Sprintf("%q is given twice; the first is in %s.", name(i), where(at)), "Keep one.")
				continue
			}
			first[name(i)] = n
		}
	}
	once("system.bindings", len(s.Bindings), func(i int) string {
		return string(model.BindingPath(s.Bindings[i].Driver, s.Bindings[i].Moves))
	})
	once("system.feedback", len(s.Feedback), func(i int) string {
		return string(model.FeedbackPath(s.Feedback[i].Issue, s.Feedback[i].Moves))
	})
	once("system.bands", len(s.Bands), func(i int) string {
		return string(s.Bands[i].Of) + "." + string(s.Bands[i].Watch)
	})
	for i := range s.Bands {
		b := &s.Bands[i]
		if b.Keep.Given && (b.Keep.Value.Low > 0 || b.Keep.Value.High < 0) {
			if n := r.numbers[&b.Keep]; n != nil {
				r.fail(n, "", "couple/bad-band", "0 does not lie in the band, so it would move things that nothing pushes.", "Choose bounds with 0 between them.")
			}
		}
	}
	if n := r.places["system.steps"]; n != nil && s.Steps == 0 {
		r.fail(n, "system.steps", "case/wrong-type", "A run of no steps.", "Write at least 1.")
	}
}

// hypotheses checks that certainty is meant where it is written.
func (r *reader) hypotheses() {
	for i := range r.c.Hypotheses {
		h := &r.c.Hypotheses[i]
		path := "hypotheses." + string(h.ID)
		rows := len(h.Rows)
		for j := range h.Rows {
			if h.Rows[j].ID == "none" && h.Complete {
				r.failAt(path+".rows.none", "case/excluded-key", "A complete set has no row `none`.", "Write `complete: no`, or give the row another id.")
			}
		}
		if !h.Complete {
			rows++
		}
		if rows < 2 {
			r.failAt(path, "hypotheses/too-few", "A set needs at least two explanations.", "Add another row.")
		}
		for j := range h.Evidence {
			e := &h.Evidence[j]
			for k := range e.Likelihood {
				l := &e.Likelihood[k].Value
				n := r.numbers[l]
				if n == nil || !l.Given || e.Logical {
					continue
				}
				if l.Value.Low <= 0 || l.Value.High >= 1 {
					r.fail(n, "", "hypotheses/certain", "A likelihood of exactly 0 or 1 outweighs everything else that is ever reported.",
						"Write 0.01 or 0.99, or `logical: yes` on the item if it is a matter of logic.")
				}
			}
		}
	}
}

// questions checks that those to be scored say how.
func (r *reader) questions() {
	for i := range r.c.Questions {
		q := &r.c.Questions[i]
		path := "questions." + string(q.ID)
		if q.Kind == "" {
			continue
		}
		var missing []string
		need := func(given bool, key string) {
			if !given {
				missing = append(missing, "`"+key+"`")
			}
		}
		need(q.Opens != "", "opens")
		need(q.Closes != "", "closes")
		need(q.Resolves != "", "resolves")
		if q.Kind != "numeric" {
			need(q.BaseRate.Given, "base-rate")
		}
		if q.Kind == "multi" || q.Kind == "ordered" {
			need(len(q.Options) >= 2, "options")
		}
		if len(missing) > 0 {
			r.failAt(path, "case/missing-key", fmt.Sprintf("A question of kind %s needs %s.", q.Kind, strings.Join(missing, ", ")),
				"Add them, or remove `kind` if the question is not to be scored; a base rate may have the reason `? no reference class found`.")
		}
		opens, err1 := evidence.ParsePeriod(string(q.Opens))
		closes, err2 := evidence.ParsePeriod(string(q.Closes))
		if err1 == nil && err2 == nil && opens.Dated() && closes.Dated() && opens.First.After(closes.Last) {
			r.failAt(path+".closes", "case/date-order", "The question closes before it opens.", "Put the earlier date in `opens`.")
		}
		r.answer(q, q.StatusQuoAnswer, path+".status-quo-answer")
	}
}

// answer checks that an answer is one that its question can have.
func (r *reader) answer(q *model.Question, answer, path string) {
	if answer == "" {
		return
	}
	var known []string
	switch q.Kind {
	case "binary":
		known = []string{"yes", "no"}
	case "multi", "ordered":
		known = q.Options
	default:
		return
	}
	if n := r.at(path); n != nil && !containsText(known, answer) {
		r.fail(n, path, "case/unknown-word", fmt.Sprintf("%q is no answer to %q.", clip(answer), q.ID), "Write one of: "+strings.Join(known, ", ")+".")
	}
}

func (r *reader) outcomes() {
	for i := range r.c.Outcomes {
		o := &r.c.Outcomes[i]
		if q := r.c.Question(o.Question); q != nil {
			r.answer(q, o.Outcome, fmt.Sprintf("outcomes.%s.outcome", o.Question))
		}
	}
}

// asOf refuses what could not have been known.
func (r *reader) asOf() {
	period, err := evidence.ParsePeriod(string(r.c.AsOf))
	if err != nil || !period.Dated() {
		return
	}
	day := period.Last
	admitted := map[model.SourceID]bool{}
	for _, a := range r.c.Admit {
		admitted[a.Source] = true
	}
	claims := map[model.SourceID][]string{}
	for i := range r.c.Claims {
		k := &r.c.Claims[i]
		r.claimDates(k, day)
		for _, p := range k.At {
			if s := r.c.SourceOf(p); s != nil {
				claims[s.ID] = append(claims[s.ID], string(k.ID))
			}
		}
	}
	for i := range r.c.Sources {
		s := &r.c.Sources[i]
		path := "sources." + string(s.ID)
		published, overruled, dated := s.Published, admitted[s.ID], path+".published"
		if whole := r.c.Source(s.PartOf); s.PartOf != "" && whole != nil && published == "" {
			published, overruled, dated = whole.Published, overruled || admitted[whole.ID], "sources."+string(whole.ID)+".published"
		}
		days, err := evidence.ParsePeriod(string(published))
		if err != nil {
			continue
		}
		refusal := evidence.Admit(days, day, overruled)
		if admitted[s.ID] && (refusal == evidence.After || evidence.Admit(days, day, false) == evidence.Admitted) {
			r.warnAt("admit."+string(s.ID), "case/idle-admit", fmt.Sprintf("The admission of %q does nothing: only a date that leaves open whether it is later can be overruled.", s.ID), "Remove it, or correct the date.")
		}
		if refusal == evidence.Admitted || len(claims[s.ID]) == 0 {
			continue
		}
		n := r.at(dated, path)
		if n == nil {
			continue
		}
		feeds := fmt.Sprintf("its claims cannot count: %s", plural(claims[s.ID]))
		switch refusal {
		case evidence.Undated:
			r.fail(n, path, "ev/undated", fmt.Sprintf("The source %q has no date, so %s.", s.ID, feeds), "Add `published`.")
		case evidence.After:
			r.fail(n, path, "ev/after-as-of", fmt.Sprintf("The source %q appeared after %s, so %s.", s.ID, r.c.AsOf, feeds), "Remove the claims, or correct `published` or `as-of`.")
		case evidence.MayBeAfter:
			r.fail(n, path, "ev/after-as-of", fmt.Sprintf("The source %q may have appeared after %s, so %s.", s.ID, r.c.AsOf, feeds),
				"Narrow `published`, or write under `admit` why it tells of nothing later.")
		}
	}
}

// claimDates refuses claims of what happened or was said after the as-of date.
func (r *reader) claimDates(k *model.Claim, day evidence.Day) {
	late := func(d model.Date) bool {
		p, err := evidence.ParsePeriod(string(d))
		return err == nil && p.Dated() && p.First.After(day)
	}
	path := "claims." + string(k.ID)
	if k.Kind != "forecast" && k.Kind != "outcome" && late(k.Happened) {
		r.failAt(path+".happened", "case/claim-after-as-of", fmt.Sprintf("The claim tells of something after the as-of date %s.", r.c.AsOf), "Remove it, correct the date, or give it the kind `forecast`.")
	}
	if late(k.Said) {
		r.failAt(path+".said", "case/claim-after-as-of", fmt.Sprintf("The claim was made after the as-of date %s.", r.c.AsOf), "Remove it, or correct the date.")
	}
}

func (r *reader) warnAt(path, code, cause, remedy string) {
	if n := r.at(path); n != nil {
		r.warn(n, path, code, cause, remedy)
	}
}
