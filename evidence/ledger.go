package evidence

import (
	"bytes"
	"encoding/json"
	"math"
)

// Ledger is the records of one case. The order of records has no meaning.
// The names in JSON are those of evaluation requests.
type Ledger struct {
	Sources     []Source     `json:"sources"`
	Claims      []Claim      `json:"claims"`
	Params      []Param      `json:"params"`
	Edges       []Edge       `json:"edges"`
	Objects     []Object     `json:"objects,omitempty"`
	Links       []Link       `json:"links"`
	Assessments []Assessment `json:"assessments,omitempty"`
	Judgements  []Judgement  `json:"judgements,omitempty"`

	// Admit gives, by source, the reason to admit a may-be-after.
	Admit map[string]string `json:"admit,omitempty"`
	// Share is the sharing rule: "", short-quotes or paraphrase.
	Share string `json:"share,omitempty"`
}

// Source is a text, or a part of one that speaks with a voice of its own.
type Source struct {
	ID            string  `json:"id"`
	Title         string  `json:"title,omitempty"`
	Author        string  `json:"author,omitempty"`
	Publisher     string  `json:"publisher,omitempty"`
	Published     string  `json:"published,omitempty"` // date, partial date or interval; a part has that of its whole
	Retrieved     string  `json:"retrieved,omitempty"` // never counts as published
	PartOf        string  `json:"part_of,omitempty"`
	Paragraphs    *[2]int `json:"paragraphs,omitempty"` // of the whole, that are this part
	Kind          string  `json:"kind,omitempty"`
	Language      string  `json:"language,omitempty"`
	TranslationOf string  `json:"translation_of,omitempty"`
	RepostOf      string  `json:"repost_of,omitempty"`
	Origin        string  `json:"origin,omitempty"` // cluster of texts that go back to one telling
	Grade         string  `json:"grade,omitempty"`
	Marking       string  `json:"marking,omitempty"`
	SHA256        string  `json:"sha256,omitempty"` // of the frozen text
	RawSHA256     string  `json:"raw_sha256,omitempty"`
	Normaliser    string  `json:"normaliser,omitempty"`
}

// ClaimKind says what a claim is told as.
type ClaimKind string

const (
	KindEvent      ClaimKind = "event"
	KindStatement  ClaimKind = "statement"
	KindJudgement  ClaimKind = "judgement"
	KindForecast   ClaimKind = "forecast"
	KindAssumption ClaimKind = "assumption"
	KindOutcome    ClaimKind = "outcome"
)

// Modality says how far the speaker stands by a claim.
type Modality string

const (
	Asserted     Modality = "asserted"
	Denied       Modality = "denied"
	Hypothetical Modality = "hypothetical"
	Despite      Modality = "despite"
)

// Claim is what a source says at a place.
//
// Source and Para (to ParaTo) are its place; Para 0 is the whole source. Also
// holds further places, when the claim is told more than once.
type Claim struct {
	ID            string       `json:"id"`
	Source        string       `json:"source,omitempty"`
	Para          int          `json:"para,omitempty"`
	ParaTo        int          `json:"para_to,omitempty"`
	Also          []ClaimPlace `json:"also,omitempty"`
	Spans         []Span       `json:"spans,omitempty"` // the source is the claim's unless given
	Says          string       `json:"says,omitempty"`
	Quote         string       `json:"quote,omitempty"`
	Kind          ClaimKind    `json:"kind,omitempty"`
	Modality      Modality     `json:"modality,omitempty"`
	Speaker       string       `json:"speaker,omitempty"`
	ReporterChain []string     `json:"reporter_chain,omitempty"`
	Event         string       `json:"event,omitempty" alias:"happened,event_date"` // when it happened
	Said          string       `json:"said,omitempty" alias:"said_date"`            // when it was said
	KnownOn       string       `json:"known_on,omitempty"`                          // of an outcome
	Link          CausalLinks  `json:"link,omitempty"`                              // what the claim says causes what
	ConflictsWith []string     `json:"conflicts_with,omitempty"`
	Grade         string       `json:"grade,omitempty"`  // overrides the source's
	Status        string       `json:"status,omitempty"` // proposed, accepted, rejected; empty: accepted
	Replaces      string       `json:"replaces,omitempty"`
}

// ClaimPlace is a further place of a claim.
type ClaimPlace struct {
	Source string `json:"source"`
	Para   int    `json:"para,omitempty"`
	ParaTo int    `json:"para_to,omitempty"`
}

// CausalLink is a causal statement as a claim makes it.
type CausalLink struct {
	Cause  string `json:"cause"`
	Effect string `json:"effect"`
	Sign   string `json:"sign,omitempty"`
	Role   string `json:"role,omitempty"`
}

// CausalLinks is one causal statement or a list of them in JSON.
type CausalLinks []CausalLink

// UnmarshalJSON reads an object or a list of objects.
func (l *CausalLinks) UnmarshalJSON(data []byte) error {
	if data = bytes.TrimSpace(data); len(data) == 0 || data[0] == '{' {
		data = append(append([]byte{'['}, data...), ']')
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var out []CausalLink
	if err := d.Decode(&out); err != nil {
		return err
	}
	*l = out
	return nil
}

// Param is a number of the model: its path and range, and what it rests on
// besides links. Low and High nil: the value is not part of the question.
type Param struct {
	ID       string   `json:"id" alias:"path"` // the path
	Low      *float64 `json:"low,omitempty"`
	Mode     *float64 `json:"mode,omitempty"`
	High     *float64 `json:"high,omitempty"`
	Shape    string   `json:"shape,omitempty"`
	Scale    *Scale   `json:"scale,omitempty"`
	Exact    bool     `json:"exact,omitempty"` // a point that is meant as a point
	Basis    Basis    `json:"basis,omitempty"`
	Reason   string   `json:"reason,omitempty"`
	JudgedBy string   `json:"judged_by,omitempty"`
	JudgedOn string   `json:"judged_on,omitempty"`
}

// Scale is the closed range that a parameter may take; null in JSON is an
// end that is open.
type Scale struct{ Low, High float64 }

// UnmarshalJSON reads [low, high].
func (s *Scale) UnmarshalJSON(data []byte) error {
	var ends []*float64
	if err := json.Unmarshal(data, &ends); err != nil || len(ends) != 2 {
		return &Error{code: CodeBadRecord, Text: clip(string(data)), Cause: "this is no scale", Remedy: "write [low, high]"}
	}
	*s = Scale{math.Inf(-1), math.Inf(1)}
	if ends[0] != nil {
		s.Low = *ends[0]
	}
	if ends[1] != nil {
		s.High = *ends[1]
	}
	return nil
}

// MarshalJSON writes [low, high].
func (s Scale) MarshalJSON() ([]byte, error) {
	ends := [2]*float64{}
	for i, x := range [2]float64{s.Low, s.High} {
		if !math.IsInf(x, 0) {
			ends[i] = &x
		}
	}
	return json.Marshal(ends)
}

// Edge is a causal link of the model.
type Edge struct {
	ID       string `json:"id"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
	Sign     string `json:"sign,omitempty"`
	Basis    Basis  `json:"basis,omitempty"`
	Reason   string `json:"reason,omitempty"`
	JudgedBy string `json:"judged_by,omitempty"`
	JudgedOn string `json:"judged_on,omitempty"`
}

// Object is anything else that claims are linked to and that holds no number
// of its own: a hypothesis, an option, a stance, a mechanism.
type Object struct {
	ID       string `json:"id"`
	Kind     string `json:"kind,omitempty"`
	Basis    Basis  `json:"basis,omitempty"`
	Reason   string `json:"reason,omitempty"`
	JudgedBy string `json:"judged_by,omitempty"`
	JudgedOn string `json:"judged_on,omitempty"`
}

// Role is what a claim does for an object.
type Role string

const (
	Supports    Role = "supports"
	Contradicts Role = "contradicts"
	Sets        Role = "sets"
	Bounds      Role = "bounds"
)

// Supporting reports whether the role holds the object up.
func (r Role) Supporting() bool { return r == Supports || r == Sets || r == Bounds }

// Link ties a claim to an object: a parameter, an edge or another object.
type Link struct {
	Claim string `json:"claim"`
	To    string `json:"to"`
	Role  Role   `json:"role"`
	Sign  string `json:"sign,omitempty"`
	Note  string `json:"note,omitempty"`
}

// Assessment is one person's grade of a claim or a source.
type Assessment struct {
	ID          string `json:"id,omitempty"`
	Of          string `json:"of"`
	Who         string `json:"who,omitempty"`
	When        string `json:"when,omitempty"`
	Reliability string `json:"reliability,omitempty"` // A to F
	Credibility string `json:"credibility,omitempty"` // 1 to 6
	Reason      string `json:"reason,omitempty"`
	Replaces    string `json:"replaces,omitempty"`
}

// Judgement is a conclusion that a person stands by, with likelihood and
// confidence kept apart.
type Judgement struct {
	ID              string   `json:"id,omitempty"`
	Text            string   `json:"text,omitempty"`
	Number          *float64 `json:"number,omitempty"`
	Word            string   `json:"word,omitempty"`
	Confidence      string   `json:"confidence,omitempty"`
	ConfidenceBasis string   `json:"confidence_basis,omitempty"`
	Who             string   `json:"who,omitempty"`
	When            string   `json:"when,omitempty"`
	Previous        string   `json:"previous,omitempty"`
	WhatChanged     string   `json:"what_changed,omitempty"`
}

// Conclusion is a statement about the model with the rule that decides it and
// the inputs that rule reads, in the order in which they should be shown.
type Conclusion struct {
	ID     string   `json:"id"`
	Says   string   `json:"says,omitempty"`
	Rule   string   `json:"rule"`
	Inputs []string `json:"inputs"`
}
