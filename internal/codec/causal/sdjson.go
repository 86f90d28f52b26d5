package causal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"entente/cause"
	"entente/internal/problem"
	"entente/spelling"
)

// document is SD-JSON, as tools for system dynamics exchange causal diagrams.
type document struct {
	Variables     []variable     `json:"variables"`
	Relationships []relationship `json:"relationships"`
}

type variable struct {
	Name string `json:"name"`
}

type relationship struct {
	From              string `json:"from"`
	To                string `json:"to"`
	Polarity          string `json:"polarity"`
	Reasoning         string `json:"reasoning"`
	PolarityReasoning string `json:"polarityReasoning"`
}

func (r *reader) sdjson(data []byte) {
	var d document
	decoder := json.NewDecoder(bytes.NewReader(data))
	err := decoder.Decode(&d)
	if err == nil && decoder.More() {
		err = errors.New("something follows the document")
	}
	if err != nil {
		place := placeOf(data, int(decoder.InputOffset()))
		var syntax *json.SyntaxError
		var kind *json.UnmarshalTypeError
		switch {
		case errors.As(err, &syntax):
			place = placeOf(data, int(syntax.Offset)-1)
		case errors.As(err, &kind):
			place = placeOf(data, int(kind.Offset)-1)
		}
		r.fault(codeSyntax, place, "", "The file is no SD-JSON ("+strings.TrimPrefix(err.Error(), "json: ")+").",
			`Write {"variables": [{"name"}], "relationships": [{"from", "to", "polarity", "reasoning", "polarityReasoning"}]}.`)
		return
	}
	strict := json.NewDecoder(bytes.NewReader(data))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&document{}); err != nil {
		r.report(problem.Warning, codeLeftOut, placeOf(data, int(strict.InputOffset())), "", "Something in the file is left out ("+strings.TrimPrefix(err.Error(), "json: ")+", perhaps more).",
			"Only names, polarities and their reasons are read; put what else matters into the reasons.")
	}
	variables, relationships := places(data, "variables"), places(data, "relationships")
	for i, v := range d.Variables {
		path := fmt.Sprintf("variables[%d]", i)
		switch {
		case v.Name == "":
			r.fault(codeNode, variables.at(i), path, "A variable has no name.", "Name it.")
		case r.nodes[v.Name]:
			r.fault(cause.CodeDuplicateNode, variables.at(i), path, fmt.Sprintf("The variable %q is declared twice.", clip(v.Name)), "Keep one.")
		default:
			r.node(v.Name)
		}
	}
	for i, s := range d.Relationships {
		path := fmt.Sprintf("relationships[%d]", i)
		for _, end := range []string{s.From, s.To} {
			if !r.nodes[end] {
				r.fault(cause.CodeUnknownNode, relationships.at(i), path, fmt.Sprintf("%q is no variable.", clip(end)), r.meant(end)+"Declare it among the variables, or name one that is.")
			}
		}
		e := Edge{From: s.From, To: s.To, Sign: cause.Sign(s.Polarity), Note: s.Reasoning, Reasoning: s.PolarityReasoning}
		switch s.Polarity {
		case "+", "-":
		case "":
			e.Sign = cause.Any
		default:
			r.fault(cause.CodeSign, relationships.at(i), path, fmt.Sprintf("%q is no polarity.", clip(s.Polarity)), `Write "+", "-", or "" where it is not known.`)
		}
		r.link(e, relationships.at(i))
	}
}

// listPlaces are the places of the members of a list.
type listPlaces []at

func (p listPlaces) at(i int) at {
	if i < len(p) {
		return p[i]
	}
	return at{}
}

// places finds the members of a list of the document; the document is known to
// be JSON.
func places(data []byte, list string) (out listPlaces) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return nil
	}
	var skipped json.RawMessage
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil
		}
		if name, ok := key.(string); !ok || !strings.EqualFold(name, list) { // as the decoder of structures does
			if decoder.Decode(&skipped) != nil {
				return nil
			}
			continue
		}
		out = nil // the last of two wins
		if open, err := decoder.Token(); err != nil || open != json.Delim('[') {
			continue
		}
		for decoder.More() {
			from := int(decoder.InputOffset())
			for from < len(data) && strings.IndexByte(" \t\r\n,", data[from]) >= 0 {
				from++
			}
			if decoder.Decode(&skipped) != nil {
				return nil
			}
			out = append(out, placeOf(data, from))
		}
		if _, err := decoder.Token(); err != nil {
			return nil
		}
	}
	return out
}

// meant is a question that ends in a blank, or nothing.
func (r *reader) meant(name string) string {
	if near := spelling.Nearest(name, r.file.Nodes); near != "" {
		return fmt.Sprintf("Did you mean %q? ", near)
	}
	return ""
}

func (f *File) sdjson() ([]byte, error) {
	d := document{Variables: []variable{}, Relationships: []relationship{}}
	for _, n := range f.Nodes {
		d.Variables = append(d.Variables, variable{n})
	}
	for _, e := range f.Edges {
		polarity := string(e.Sign)
		switch e.Sign {
		case cause.Plus, cause.Minus:
		case cause.None:
			continue
		default:
			sign, _, _ := e.Sign.Adopt()
			if polarity = string(sign); sign == cause.Any {
				polarity = ""
			}
		}
		d.Relationships = append(d.Relationships, relationship{e.From, e.To, polarity, e.Note, e.Reasoning})
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(d)
	return b.Bytes(), err
}
