package eval

import (
	"entente/evidence"
	"entente/quantity"
)

func evidenceFreeze(in struct {
	Text *text `json:"text" required:"true"`
}) (any, error) {
	raw, err := in.Text.whole()
	if err != nil {
		return nil, err
	}
	f, err := evidence.Freeze([]byte(raw))
	if err != nil {
		return nil, err
	}
	return struct {
		Length     int               `json:"length"`
		SHA256     string            `json:"sha256"`
		Removed    int               `json:"removed"`
		Paragraphs []evidence.Extent `json:"paragraphs"`
		Normaliser string            `json:"normaliser"`
	}{f.Length, f.SHA256, f.Removed, f.Paragraphs, evidence.Normaliser}, nil
}

func evidenceOffsets(in struct {
	Text  *text `json:"text" required:"true"`
	Quote *text `json:"quote" required:"true"`
}) (any, error) {
	whole, err := in.Text.whole()
	if err != nil {
		return nil, err
	}
	quote, err := in.Quote.whole()
	if err != nil {
		return nil, err
	}
	return evidence.NewOffsets(whole).FindQuote(quote)
}

type spanIn struct {
	Source      string  `json:"source"`
	Exact       *string `json:"exact"`
	Prefix      string  `json:"prefix"`
	Suffix      string  `json:"suffix"`
	Start       *int    `json:"start"`
	End         *int    `json:"end"`
	Paragraph   int     `json:"paragraph"`
	Fingerprint string  `json:"fingerprint"`
}

func evidenceReanchor(in struct {
	Text *text   `json:"text" required:"true"`
	Span *spanIn `json:"span" required:"true"`
}) (any, error) {
	whole, err := in.Text.whole()
	if err != nil {
		return nil, err
	}
	s := in.Span
	span := evidence.Span{
		Source: s.Source, Prefix: s.Prefix, Suffix: s.Suffix, Start: s.Start, End: s.End,
		Paragraph: s.Paragraph, Fingerprint: s.Fingerprint,
	}
	switch {
	case s.Exact != nil:
		span.Exact = *s.Exact
	case s.Fingerprint == "" && s.Paragraph == 0:
		return nil, badRequest("in.span.exact is missing; give the quoted words, or a paragraph and its fingerprint")
	}
	found := evidence.NewFinder(whole).Find(span)
	out := struct {
		Status     evidence.Status `json:"status"`
		Start      *int            `json:"start,omitempty"`
		End        *int            `json:"end,omitempty"`
		Paragraph  int             `json:"paragraph,omitempty"`
		Similarity number          `json:"similarity"`
		Score      number          `json:"score"`
	}{Status: found.Status, Similarity: number(found.Similarity), Score: number(found.Score)}
	if found.Status.Passes() || found.Status == evidence.Drifted {
		out.Start, out.End, out.Paragraph = &found.Extent.Start, &found.Extent.End, found.Paragraph
	}
	return out, nil
}

// refOut is a place in a result; from and to are null for the whole source.
type refOut struct {
	Source   string `json:"source"`
	From     *int   `json:"from"`
	To       *int   `json:"to"`
	Sentence int    `json:"sentence,omitempty"`
}

func refsOut(places []evidence.Place) []refOut {
	out := make([]refOut, len(places))
	for i, p := range places {
		out[i] = refOut{Source: p.Source, Sentence: p.Sentence}
		if !p.Whole() {
			out[i].From, out[i].To = &p.From, &p.To
		}
	}
	return out
}

type textIn struct {
	Text *text `json:"text" required:"true"`
}

func evidenceRef(in textIn) (any, error) {
	written, err := in.Text.whole()
	if err != nil {
		return nil, err
	}
	places, err := evidence.ParsePlaces(written)
	if err != nil {
		return nil, err
	}
	return struct {
		Refs      []refOut `json:"refs"`
		Canonical string   `json:"canonical"`
	}{refsOut(places), evidence.FormatPlaces(places)}, nil
}

func evidenceValue(in textIn) (any, error) {
	written, err := in.Text.whole()
	if err != nil {
		return nil, err
	}
	w, err := evidence.ParseValue(written)
	if err != nil {
		return nil, err
	}
	out := struct {
		Low    number         `json:"low"`
		Mode   *number        `json:"mode,omitempty"`
		High   number         `json:"high"`
		Basis  evidence.Basis `json:"basis"`
		Refs   []refOut       `json:"refs,omitempty"`
		Reason string         `json:"reason,omitempty"`
		Word   string         `json:"word,omitempty"`
	}{
		Low: number(w.Value.Low), High: number(w.Value.High), Basis: w.Basis,
		Refs: refsOut(w.Places), Reason: w.Reason, Word: w.Value.Word,
	}
	if w.Value.Shape == quantity.PERT {
		out.Mode = new(number(w.Value.Mode))
	}
	return out, nil
}
