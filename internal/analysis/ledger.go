package analysis

import (
	"entente/evidence"
	"entente/model"
)

// ledger writes a case down as records of evidence.
func ledger(c *model.Case, objs []object) *evidence.Ledger {
	l := &evidence.Ledger{Share: string(c.Share), Admit: map[string]string{}}
	for _, a := range c.Admit {
		l.Admit[string(a.Source)] = a.Why
	}
	for i := range c.Sources {
		s := &c.Sources[i]
		rec := evidence.Source{
			ID: string(s.ID), Title: s.Title, Author: s.Author, Publisher: s.Publisher, Published: string(s.Published),
			Retrieved: string(s.Retrieved), PartOf: string(s.PartOf), Kind: s.Kind, Language: s.Language,
			TranslationOf: string(s.TranslationOf), RepostOf: string(s.RepostOf), Origin: s.Origin, Grade: s.Grade.Is, Marking: s.Marking,
		}
		if s.PartOf != "" {
			rec.Paragraphs = &[2]int{s.Paragraphs[0], s.Paragraphs[1]}
		}
		l.Sources = append(l.Sources, rec)
		if s.Grade.Is != "" {
			l.Assessments = append(l.Assessments, assessment(string(s.ID), s.Grade))
		}
	}
	for i := range c.Claims {
		l.Claims = append(l.Claims, claimRecord(c, &c.Claims[i]))
	}
	for _, o := range objs {
		why, by, on := "", "", ""
		if j := o.support.Judgement; j != nil {
			why, by, on = j.Why, j.By, string(j.Date)
		}
		basis := evidence.Basis(o.support.Basis())
		switch o.what {
		case "number":
			v := o.number.Value()
			l.Params = append(l.Params, evidence.Param{
				ID: o.path, Low: &v.Low, High: &v.High, Shape: string(v.Shape), Exact: o.number.Number.Exact,
				Scale: &evidence.Scale{Low: o.number.Scale.Low, High: o.number.Scale.High},
				Basis: basis, Reason: why, JudgedBy: by, JudgedOn: on,
			})
		case "link":
			l.Edges = append(l.Edges, evidence.Edge{ID: o.path, Sign: string(o.sign), Basis: basis, Reason: why, JudgedBy: by, JudgedOn: on})
		default:
			l.Objects = append(l.Objects, evidence.Object{ID: o.path, Kind: o.what, Basis: basis, Reason: why, JudgedBy: by, JudgedOn: on})
		}
		for _, link := range o.support.Links {
			rec := evidence.Link{Claim: string(link.Claim), To: o.path, Role: evidence.Role(link.Role)}
			if k := c.Claim(link.Claim); o.what == "link" && k != nil {
				rec.Sign = claimedSign(k, o.path)
			}
			l.Links = append(l.Links, rec)
		}
	}
	return l
}

func assessment(of string, g model.Grade) evidence.Assessment {
	a := evidence.Assessment{ID: "grade of " + of, Of: of, Who: g.By, When: string(g.Date), Reason: g.Why}
	if len(g.Is) == 2 {
		a.Reliability, a.Credibility = g.Is[:1], g.Is[1:]
	}
	return a
}

func claimRecord(c *model.Case, k *model.Claim) evidence.Claim {
	rec := evidence.Claim{
		ID: string(k.ID), Says: k.Says, Quote: k.Quote, Kind: evidence.ClaimKind(k.Kind), Modality: evidence.Modality(k.Modality),
		Speaker: k.Speaker, Event: string(k.Happened), Said: string(k.Said), KnownOn: string(k.KnownOn),
		ConflictsWith: ids(k.ConflictsWith), Grade: k.Grade.Is, Status: k.Status, Replaces: string(k.Replaces),
	}
	if k.Via != "" {
		rec.ReporterChain = []string{k.Via}
	}
	for i, p := range k.At {
		source := string(p.Source)
		if s := c.SourceOf(p); s != nil {
			source = string(s.ID)
		}
		if i == 0 {
			rec.Source, rec.Para, rec.ParaTo = source, p.From, p.To
		} else {
			rec.Also = append(rec.Also, evidence.ClaimPlace{Source: source, Para: p.From, ParaTo: p.To})
		}
	}
	if k.Quote != "" || k.Fingerprint != "" {
		rec.Spans = []evidence.Span{{Exact: k.Quote, Fingerprint: k.Fingerprint, Paragraph: rec.Para}}
	}
	for _, l := range k.Links {
		role := ""
		if l.Despite {
			role = "despite"
		}
		rec.Link = append(rec.Link, evidence.CausalLink{Cause: string(l.From), Effect: string(l.To), Sign: string(l.Sign), Role: role})
	}
	return rec
}

// claimedSign is the sign that a claim itself gives to a link, if it speaks of
// that link.
func claimedSign(k *model.Claim, path string) string {
	for _, l := range k.Links {
		if string(model.LinkPath(l.From, l.To)) == path && !l.Despite {
			return string(l.Sign)
		}
	}
	return ""
}

// published is a source's date; a part has that of its whole.
func published(c *model.Case, s *model.Source) model.Date {
	if s.Published == "" && s.PartOf != "" {
		if whole := c.Source(s.PartOf); whole != nil {
			return whole.Published
		}
	}
	return s.Published
}

// asOfDay is the last day of the case's as-of date.
func asOfDay(c *model.Case) (evidence.Day, bool) {
	period, err := evidence.ParsePeriod(string(c.AsOf))
	return period.Last, err == nil && c.AsOf != ""
}

// admitted says whether a source had certainly appeared by the as-of date.
func admitted(c *model.Case, s *model.Source) string {
	day, ok := asOfDay(c)
	if !ok {
		return "yes" // a case without a day refuses nothing
	}
	period, err := evidence.ParsePeriod(string(published(c, s)))
	if err != nil {
		return string(evidence.Undated)
	}
	refusal := evidence.Admit(period, day, false)
	if refusal == "" {
		return "yes"
	}
	for _, a := range c.Admit {
		if (a.Source == s.ID || a.Source == s.PartOf) && evidence.Admit(period, day, true) == "" {
			return "admitted by the analyst: " + a.Why
		}
	}
	return string(refusal)
}

func placeText(p model.Place) string {
	return evidence.Place{Source: string(p.Source), From: p.From, To: p.To, Sentence: p.Sentence}.String()
}
