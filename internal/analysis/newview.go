package analysis

import (
	"math"
	"slices"
	"strings"

	"entente/evidence"
	"entente/internal/codec/yaml"
	"entente/model"
)

// NewView shows a case as it is written; nothing is run.
func NewView(f *yaml.File) *View {
	c := f.Case
	objs := objects(c)
	v := &View{
		Format:      ViewFormat,
		Case:        caseRef(f),
		Rooms:       rooms(c),
		Actors:      []ActorView{},
		Issues:      []IssueView{},
		Ties:        []TieView{},
		Sources:     sourceViews(c),
		Claims:      claimViews(f, objs),
		Mechanisms:  mechanismViews(c, objs),
		WhatIfs:     []WhatIfRef{},
		Questions:   []QuestionAnswer{},
		Conclusions: []ConclusionView{},
		Params:      []ParamView{},
	}
	for i := range c.Actors {
		a := &c.Actors[i]
		composite := len(c.Parts(a.ID)) > 0
		rule := ""
		if composite {
			rule = string(ruleOrMean(a.Rule))
		}
		v.Actors = append(v.Actors, ActorView{
			ID: string(a.ID), Name: plainName(a), Kind: a.Kind, Whole: string(a.ID.Whole()),
			Composite: composite, Rule: rule, Note: a.Note,
			Claims: claimIDs(merged(a.Support, merged(a.Capability.Own, a.Influence.Own)), false),
		})
	}
	for i := range c.Issues {
		is := &c.Issues[i]
		iv := IssueView{ID: string(is.ID), Question: is.Question, Scale: scaleLabels(is), Stances: []string{}, Claims: claimIDs(is.Support, false)}
		for _, s := range is.Stances {
			iv.Stances = append(iv.Stances, string(s.Actor))
		}
		v.Issues = append(v.Issues, iv)
	}
	for _, t := range c.Ties {
		v.Ties = append(v.Ties, TieView{From: string(t.From), To: string(t.To), Mutual: t.Mutual, Path: string(model.TiePath(t.From, t.To))})
	}
	p := newPlan(c, nil)
	for i := range c.WhatIfs {
		v.WhatIfs = append(v.WhatIfs, p.whatIfRef(&c.WhatIfs[i]))
	}
	for i := range c.Questions {
		v.Questions = append(v.Questions, askedQuestion(c, &c.Questions[i]))
	}
	for i := range c.Conclusions {
		k := &c.Conclusions[i]
		kv := ConclusionView{ID: string(k.ID), Says: k.Says, Answers: string(k.Answers), Under: ids(k.Under), Tests: map[string]string{}, Signs: signsOf(k)}
		for _, t := range k.Tests {
			kv.Tests[string(t.Lens)] = t.Text
		}
		v.Conclusions = append(v.Conclusions, kv)
	}
	for _, q := range c.Params() {
		v.Params = append(v.Params, paramView(f, q))
	}
	return v
}

func caseRef(f *yaml.File) CaseRef {
	return CaseRef{ID: f.Case.ID, Title: f.Case.Title, AsOf: string(f.Case.AsOf), Digest: f.Digest}
}

// rooms are the rooms of the workbench that the case has something to show in.
// Rooms of lenses that this version does not run are absent.
func rooms(c *model.Case) []string {
	out := []string{"answers"}
	if len(c.Issues) > 0 {
		out = append(out, "issues")
	}
	if len(c.Actors) > 0 {
		out = append(out, "actors")
	}
	for _, room := range []struct {
		id   string
		used bool
	}{
		{"conflict", c.Conflict != nil},
		{"causes", c.Causes != nil},
		{"explanations", len(c.Hypotheses) > 0},
		{"evidence", true},
		{"what-if", len(c.Issues) > 0 || len(c.WhatIfs) > 0},
		{"mechanisms", len(c.Mechanisms) > 0},
	} {
		if room.used {
			out = append(out, room.id)
		}
	}
	return append(out, "check")
}

func ruleOrMean(r model.Rule) model.Rule {
	if r == "" {
		return model.RuleMean
	}
	return r
}

func plainName(a *model.Actor) string {
	if a.Name != "" {
		return a.Name
	}
	return string(a.ID)
}

func scaleLabels(is *model.Issue) []ScaleLabel {
	out := make([]ScaleLabel, len(is.Scale))
	for i, s := range is.Scale {
		out[i] = ScaleLabel{At: s.At, Label: s.Label}
	}
	return out
}

func ids[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// claimIDs lists the claims of a support: those against, or all others.
func claimIDs(s model.Support, against bool) []string {
	out := []string{}
	for _, l := range s.Links {
		if (l.Role == model.Contradicts) == against && !slices.Contains(out, string(l.Claim)) {
			out = append(out, string(l.Claim))
		}
	}
	return out
}

func originOf(c *model.Case, s *model.Source) string {
	// A chain of reposts, translations and parts leads to one telling; the
	// count bounds a chain that runs in a circle.
	for range c.Sources {
		if s.Origin != "" {
			return s.Origin
		}
		up := s.RepostOf
		if up == "" {
			up = s.TranslationOf
		}
		next := c.Source(up)
		if next == nil {
			break
		}
		s = next
	}
	return string(s.ID)
}

func sourceViews(c *model.Case) []SourceView {
	out := []SourceView{}
	for i := range c.Sources {
		s := &c.Sources[i]
		out = append(out, SourceView{
			ID: string(s.ID), Title: s.Title, Author: s.Author, Publisher: s.Publisher,
			Published: string(published(c, s)), Kind: s.Kind, PartOf: string(s.PartOf), Origin: originOf(c, s),
			Grade: s.Grade.Is, GradeWhy: s.Grade.Why, Admitted: admitted(c, s), HasText: s.Text != "",
		})
	}
	return out
}

// placeViews shows places, with the paragraph's own words where the text is at
// hand: whoever has the text on this machine may read it here.
func placeViews(f *yaml.File, places []model.Place, grade model.Grade) []PlaceView {
	c := f.Case
	out := []PlaceView{}
	for _, p := range places {
		v := PlaceView{Source: string(p.Source), From: p.From, To: p.To, Text: placeText(p)}
		if s := c.SourceOf(p); s != nil {
			v.Source, v.Title, v.Grade, v.Origin = string(s.ID), s.Title, s.Grade.Is, originOf(c, s)
			if v.Title == "" {
				if whole := c.Source(s.PartOf); whole != nil {
					v.Title = whole.Title
				}
			}
		}
		if grade.Is != "" {
			v.Grade = grade.Is
		}
		v.Words = placeWords(f.Texts()[string(p.Source)], p)
		out = append(out, v)
	}
	return out
}

// placeWords are the words of a place, paragraph by paragraph; empty for a whole
// source and for a text that is not at hand.
func placeWords(text *evidence.Finder, p model.Place) string {
	if text == nil || p.From == 0 {
		return ""
	}
	var paragraphs []string
	for n := p.From; n <= p.To; n++ {
		if _, words, err := text.Paragraph(n); err == nil {
			paragraphs = append(paragraphs, words)
		}
	}
	return strings.Join(paragraphs, "\n")
}

func claimViews(f *yaml.File, objs []object) []ClaimView {
	c := f.Case
	fed := feeds(c, objs)
	out := []ClaimView{}
	for i := range c.Claims {
		k := &c.Claims[i]
		v := ClaimView{
			ID: string(k.ID), Says: k.Says, Kind: k.Kind, Modality: orElse(k.Modality, "asserted"),
			Speaker: k.Speaker, Happened: string(k.Happened), Said: string(k.Said),
			Nameless: k.Nameless, Context: k.Context, Status: orElse(k.Status, "accepted"),
			Places: placeViews(f, k.At, k.Grade), Links: []string{}, ConflictsWith: ids(k.ConflictsWith),
			Feeds: fed[k.ID],
		}
		if v.Feeds == nil {
			v.Feeds = []FeedView{}
		}
		for _, l := range k.Links {
			sign := string(l.Sign)
			if l.Despite {
				sign = "despite"
			}
			v.Links = append(v.Links, string(model.LinkPath(l.From, l.To))+" ("+sign+")")
		}
		if at := f.Place("claims." + string(k.ID)); at.Line > 0 {
			v.File, v.Line = at.File, at.Line
		}
		out = append(out, v)
	}
	return out
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func mechanismViews(c *model.Case, objs []object) []MechanismView {
	out := []MechanismView{}
	for i := range c.Mechanisms {
		m := &c.Mechanisms[i]
		v := MechanismView{ID: string(m.ID), Title: m.Title, Parts: []string{}, Claims: claimIDs(m.Support, false)}
		for _, o := range objs {
			if o.mechanism == m.ID && o.what != "mechanism" {
				v.Parts = append(v.Parts, o.path)
			}
		}
		out = append(out, v)
	}
	return out
}

func paramView(f *yaml.File, p model.Param) ParamView {
	val := p.Value()
	v := ParamView{
		Path: string(p.Path), Label: label(f.Case, p.Path), Text: valueText(val),
		Low: val.Low, Mid: val.Mid(), High: val.High, ScaleLow: finite(p.Scale.Low), ScaleHigh: finite(p.Scale.High),
		Basis: string(p.Basis()), Claims: claimIDs(p.Support, false), Against: claimIDs(p.Support, true),
		Mechanism: string(p.Mechanism),
	}
	if j := p.Support.Judgement; j != nil {
		v.Reason, v.By, v.Date = j.Why, j.By, string(j.Date)
	}
	if at := f.Place(string(p.Path)); at.Line > 0 {
		v.File, v.Line = at.File, at.Line
	}
	return v
}

func finite(x float64) *float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nil
	}
	return &x
}

func signsOf(k *model.Conclusion) []Sign {
	out := []Sign{}
	for i := range k.Signs {
		s := &k.Signs[i]
		v := Sign{Conclusion: string(k.ID), LookFor: s.LookFor, By: string(s.By), Speaks: s.Speaks, Claims: claimIDs(s.Support, false)}
		if s.Seen != nil {
			v.SeenOn, v.SeenIn = string(s.Seen.On), s.Seen.Source
		}
		out = append(out, v)
	}
	return out
}

// askedQuestion is a question without its answer.
func askedQuestion(c *model.Case, q *model.Question) QuestionAnswer {
	a := QuestionAnswer{
		ID: string(q.ID), Asks: q.Asks, Kind: q.Kind, Opens: string(q.Opens), Closes: string(q.Closes),
		Resolves: q.Resolves, StatusQuoAnswer: q.StatusQuoAnswer, Conclusions: []string{},
	}
	if q.BaseRate.Given {
		a.BaseRate = valueText(q.BaseRate.Value)
	}
	for i := range c.Conclusions {
		if c.Conclusions[i].Answers == q.ID {
			a.Conclusions = append(a.Conclusions, string(c.Conclusions[i].ID))
		}
	}
	return a
}
