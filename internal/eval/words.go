package eval

import (
	"fmt"
	"strings"

	"entente/evidence"
	"entente/quantity"
)

func wordsOf(in struct {
	P *float64 `json:"p" required:"true"`
}) (any, error) {
	p := *in.P
	if p < 0 || p > 1 {
		return nil, &requestError{"words/bad-probability", fmt.Sprintf("%v is no probability; give a number from 0 to 1", p)}
	}
	type result struct {
		Word    *string    `json:"word"`
		Range   *[2]number `json:"range,omitempty"`
		Outside string     `json:"outside,omitempty"`
	}
	if w, ok := quantity.WordFor(p); ok {
		return result{Word: &w.Text, Range: &[2]number{number(w.Low), number(w.High)}}, nil
	}
	if p < 0.5 {
		return result{Outside: "below"}, nil
	}
	return result{Outside: "above"}, nil
}

func wordsRange(in struct {
	Word *string `json:"word" required:"true"`
}) (any, error) {
	wanted := strings.ToLower(strings.Join(strings.Fields(*in.Word), " "))
	table := quantity.EstimativeWords()
	names := make([]string, len(table))
	for i, w := range table {
		if w.Text == wanted {
			return struct {
				Range [2]number `json:"range"`
				Row   int       `json:"row"`
			}{[2]number{number(w.Low), number(w.High)}, w.Row}, nil
		}
		names[i] = w.Text
	}
	return nil, &requestError{codeUnknownWord, fmt.Sprintf("%q is no word of the table of likelihood%s", clip(*in.Word), didYouMean(wanted, names))}
}

func wordsGrade(in struct {
	Grade *string `json:"grade" required:"true"`
}) (any, error) {
	g, err := evidence.ParseGrade(*in.Grade)
	if err != nil {
		return nil, err
	}
	low, high, state := g.Range()
	return struct {
		Range [2]number           `json:"range"`
		State evidence.GradeState `json:"state"`
	}{[2]number{number(low), number(high)}, state}, nil
}

func wordsLint(in textIn) (any, error) {
	written, err := in.Text.whole()
	if err != nil {
		return nil, err
	}
	return struct {
		Lints []string `json:"lints"`
	}{evidence.LintWording(written)}, nil
}
