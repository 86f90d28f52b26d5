package eval

import (
	"entente/internal/codec/causal"
)

type fileIn struct {
	Format causal.Format `json:"format" required:"true"`
	Text   text          `json:"text" required:"true"`
}

// read reads the file; of its problems the first error gives the code.
func (in fileIn) read() (*causal.File, []string, error) {
	content, err := in.Text.whole()
	if err != nil {
		return nil, nil, err
	}
	file, problems := causal.Read(in.Format, "", []byte(content))
	warnings := []string{}
	for _, p := range problems {
		if p.Severity == "error" {
			return nil, nil, &requestError{p.Code, problems.Error()}
		}
		warnings = append(warnings, p.Code+": "+p.Cause)
	}
	return file, warnings, nil
}

func causesImport(in fileIn) (any, error) {
	file, warnings, err := in.read()
	if err != nil {
		return nil, err
	}
	type edge struct {
		From      string   `json:"from"`
		To        string   `json:"to"`
		Sign      string   `json:"sign"`
		Low       *float64 `json:"low,omitempty"`
		High      *float64 `json:"high,omitempty"`
		Weight    *float64 `json:"weight,omitempty"`
		Uncertain bool     `json:"uncertain,omitempty"`
		Lag       int      `json:"lag,omitempty"`
		Claims    []string `json:"claims,omitempty"`
		Note      string   `json:"note,omitempty"`
		Reasoning string   `json:"polarity_reasoning,omitempty"`
	}
	out := struct {
		Nodes    []string `json:"nodes"`
		Edges    []edge   `json:"edges"`
		Warnings []string `json:"warnings"`
	}{append([]string{}, file.Nodes...), []edge{}, warnings}
	for _, e := range file.Edges {
		out.Edges = append(out.Edges, edge{e.From, e.To, string(e.Sign), e.Low, e.High, e.Weight, e.Uncertain, e.Lag, e.Claims, e.Note, e.Reasoning})
	}
	return out, nil
}

func causesRoundtrip(in fileIn) (any, error) {
	file, _, err := in.read()
	if err != nil {
		return nil, err
	}
	data, lost, err := causal.Write(in.Format, file)
	if err != nil {
		return nil, err
	}
	return struct {
		Text string   `json:"text"`
		Lost []string `json:"lost"`
	}{string(data), append([]string{}, lost...)}, nil
}
