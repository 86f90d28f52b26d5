package eval

import (
	"encoding/json"

	"entente/hypothesis"
)

// votesIn is a rating, a list of them, or null. What is no string becomes a
// rating that the table refuses by its own code.
type votesIn []hypothesis.Rating

func (v *votesIn) UnmarshalJSON(data []byte) error {
	*v = nil
	if string(data) == "null" {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		list = []json.RawMessage{data}
	}
	for _, raw := range list {
		var rating hypothesis.Rating
		if json.Unmarshal(raw, &rating) != nil {
			rating = hypothesis.Rating(clip(string(raw)))
		}
		*v = append(*v, rating)
	}
	return nil
}

func hypothesesACH(in struct {
	Hypotheses []string `json:"hypotheses" required:"true"`
	Items      []struct {
		ID          string             `json:"id" required:"true"`
		Ratings     map[string]votesIn `json:"ratings"`
		Credibility hypothesis.Degree  `json:"credibility"`
		Relevance   hypothesis.Degree  `json:"relevance"`
	} `json:"items"`
	Scheme hypothesis.Scheme `json:"scheme" required:"true"`
}) (any, error) {
	var rows []hypothesis.Row
	for _, i := range in.Items {
		row := hypothesis.Row{ID: i.ID, Ratings: map[string][]hypothesis.Rating{}, Credibility: i.Credibility, Relevance: i.Relevance}
		for h, votes := range i.Ratings {
			row.Ratings[h] = votes
		}
		rows = append(rows, row)
	}
	a, err := hypothesis.Audit(in.Hypotheses, rows, in.Scheme)
	if err != nil {
		return nil, hypothesisError(err)
	}
	out := struct {
		Inconsistency map[string]number `json:"inconsistency"`
		Order         []string          `json:"order"`
		Consistency   map[string]number `json:"consistency,omitzero"`
		Diagnosticity map[string]number `json:"diagnosticity,omitzero"`
		Words         string            `json:"words"`
	}{byID(a.Hypotheses, a.Inconsistency), a.Order, nil, nil, a.Words}
	if a.Consistency != nil {
		out.Consistency, out.Diagnosticity = byID(a.Hypotheses, a.Consistency), map[string]number{}
		for i, row := range rows {
			out.Diagnosticity[row.ID] = number(a.Diagnosticity[i])
		}
	}
	return out, nil
}
