package evidence

// dates finds what cannot have been in that order, however the partial dates
// are read.
func (r *linter) dates() {
	for _, c := range r.claims {
		for _, p := range c.places {
			s := r.sources[p.Source]
			if s != nil && s.published.Dated() && c.said.Dated() && c.said.First.After(s.published.Last) {
				r.add(LintDateOrder, c.ID, "said on "+c.Said+", after "+s.ID+" appeared")
			}
		}
		if c.Kind != KindForecast && c.event.Dated() && c.said.Dated() && c.event.First.After(c.said.Last) {
			r.add(LintDateOrder, c.ID, "it happened on "+c.Event+", after it was said on "+c.Said)
		}
	}
}

// asOf runs the checks of a run that may only know what was known on a day.
func (r *linter) asOf(day Day) {
	for _, c := range r.claims {
		if !c.inForce || len(c.links) == 0 {
			continue // feeds nothing
		}
		switch refusal, source := r.refusal(c, day); refusal {
		case Undated:
			r.add(LintUndated, c.ID, source+" has no date")
		case After, MayBeAfter:
			r.add(LintAfterAsOf, c.ID, source+" had not certainly appeared by "+day.String())
		}
		if c.Kind == KindOutcome && !r.knownBy(c, day) {
			r.add(LintOutcomeLeak, c.ID, "")
		}
	}
	for _, o := range r.order {
		if o.judged.Dated() && o.judged.First.After(day) {
			r.add(LintHindsight, o.id, "judged on "+o.judgedOn+", after "+day.String())
		}
	}
	for _, j := range r.ledger.Judgements {
		if p, _ := ParsePeriod(j.When); p.Dated() && p.First.After(day) {
			r.add(LintHindsight, j.ID, "judged on "+j.When+", after "+day.String())
		}
	}
}

// knownBy reports whether an outcome was certainly known by a day: by its own
// date, else by when it was told or happened, else by when its source appeared.
func (r *linter) knownBy(c *claim, day Day) bool {
	if c.knownOn.Dated() {
		return !c.knownOn.Last.After(day)
	}
	if c.said.Dated() || c.event.Dated() {
		return !c.said.Last.After(day) && !c.event.Last.After(day)
	}
	for _, p := range c.places {
		if s := r.sources[p.Source]; s != nil && Admit(s.published, day, false) == Admitted {
			return true
		}
	}
	return false
}
