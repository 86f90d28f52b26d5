package evidence

import "slices"

// Trace is what a conclusion rests on, from its rule down to paragraphs.
type Trace struct {
	Conclusion string       `json:"conclusion"`
	Says       string       `json:"says,omitempty"`
	Rule       string       `json:"rule"`
	Inputs     []TraceInput `json:"inputs"`
	Orphans    []string     `json:"orphans"` // inputs with no claim and no declared basis
}

// TraceInput is one input of the rule and what stands behind it.
type TraceInput struct {
	Input    string       `json:"input"`
	Basis    Basis        `json:"basis"`
	Low      *float64     `json:"low,omitempty"`
	Mode     *float64     `json:"mode,omitempty"`
	High     *float64     `json:"high,omitempty"`
	Sign     string       `json:"sign,omitempty"` // of an edge
	Reason   string       `json:"reason,omitempty"`
	JudgedBy string       `json:"judged_by,omitempty"`
	JudgedOn string       `json:"judged_on,omitempty"`
	Standing string       `json:"standing,omitempty"` // said of an input without claims
	Claims   []TraceClaim `json:"claims"`
}

// TraceClaim is a claim behind an input, the role it plays and where it stands.
type TraceClaim struct {
	Claim       string       `json:"claim"`
	Role        Role         `json:"role"`
	Source      string       `json:"source"`
	Para        *int         `json:"para"` // null: the whole source
	ParaTo      int          `json:"para_to,omitempty"`
	Origin      string       `json:"origin"`
	Places      []string     `json:"places,omitempty"` // all of them, when there are several
	Sign        string       `json:"sign,omitempty"`
	Note        string       `json:"note,omitempty"`
	Says        string       `json:"says,omitempty"`
	Kind        ClaimKind    `json:"kind,omitempty"`
	Modality    Modality     `json:"modality,omitempty"`
	Speaker     string       `json:"speaker,omitempty"`
	Grade       string       `json:"grade,omitempty"`
	Title       string       `json:"title,omitempty"`
	Published   string       `json:"published,omitempty"`
	Assessments []Assessment `json:"assessments,omitempty"` // of the claim, then of its source
}

// Trace follows a conclusion to the paragraphs it rests on. Inputs keep their
// order; claims are sorted by id. An input that the ledger does not know is
// shown as resting on nothing.
func (x *Index) Trace(c Conclusion) Trace {
	t := Trace{Conclusion: c.ID, Says: c.Says, Rule: c.Rule, Inputs: []TraceInput{}, Orphans: []string{}}
	for _, id := range c.Inputs {
		in := x.traceInput(id)
		if in.Basis == BasisNone && len(in.Claims) == 0 && !slices.Contains(t.Orphans, id) {
			t.Orphans = append(t.Orphans, id)
		}
		t.Inputs = append(t.Inputs, in)
	}
	return t
}

func (x *Index) traceInput(id string) TraceInput {
	in := TraceInput{Input: id, Basis: BasisNone, Claims: []TraceClaim{}}
	o := x.objects[id]
	if o == nil {
		in.Standing = in.standing()
		return in
	}
	if p := o.param; p != nil {
		in.Low, in.Mode, in.High = p.Low, p.Mode, p.High
	}
	if o.edge != nil {
		in.Sign = o.edge.Sign
	}
	in.Reason, in.JudgedBy, in.JudgedOn = o.reason, o.judgedBy, o.judgedOn
	for _, l := range o.links {
		in.Claims = append(in.Claims, x.traceClaim(l))
	}
	switch {
	case o.basis != "" && o.basis != BasisNone:
		in.Basis = o.basis
	case len(in.Claims) > 0:
		in.Basis = BasisEvidence
	}
	in.Standing = in.standing()
	return in
}

// standing says in words what an input without claims rests on.
func (in TraceInput) standing() string {
	if len(in.Claims) > 0 {
		return ""
	}
	var s string
	switch in.Basis {
	case BasisJudgement:
		s = "analyst's judgement"
	case BasisDefault:
		s = "default"
	default:
		return "no evidence"
	}
	for _, part := range []string{in.JudgedBy, in.JudgedOn} {
		if part != "" {
			s += ", " + part
		}
	}
	if in.Reason == "" {
		return s + ": no reason given"
	}
	return s + ": " + in.Reason
}

func (x *Index) traceClaim(l linked) TraceClaim {
	c := l.from
	t := TraceClaim{
		Claim: c.ID, Role: l.Role, Sign: l.Sign, Note: l.Note,
		Says: c.Says, Kind: c.Kind, Modality: c.Modality, Speaker: c.Speaker,
		Grade: x.grade(c),
	}
	t.Assessments = append(t.Assessments, x.assessments[c.ID]...)
	if len(c.places) == 0 {
		return t
	}
	p := c.places[0]
	t.Source, t.Origin = p.Source, p.Source
	if !p.Whole() {
		t.Para = &p.From
		if p.To > p.From {
			t.ParaTo = p.To
		}
	}
	if s := x.sources[p.Source]; s != nil {
		t.Origin, t.Title, t.Published = s.origin, s.Title, s.Published
		t.Assessments = append(t.Assessments, x.assessments[s.ID]...)
	}
	if len(c.places) > 1 {
		for _, p := range c.places {
			t.Places = append(t.Places, p.String())
		}
	}
	return t
}
