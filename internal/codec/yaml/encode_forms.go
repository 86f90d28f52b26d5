package yaml

import (
	"strconv"
	"strings"

	"entente/model"
	"entente/quantity"
)

// encodeForm is the tree of a value with a syntax of its own, nil when it is
// not given. It is the counterpart of reader.form.
func encodeForm(h any) *node {
	switch h := h.(type) {
	case **model.Judgement:
		return encodeJudgement(*h)
	case *model.Grade:
		return encodeGrade(h)
	case *[2]int:
		return encodeParagraphs(h)
	case *[]model.Place:
		return scalar(encodePlaces(*h))
	case *[]model.ClaimedLink:
		if len(*h) == 1 {
			return scalar((*h)[0].String())
		}
		var list []string
		for _, l := range *h {
			list = append(list, l.String())
		}
		return texts(list)
	case *model.CausalLink:
		return scalar(model.ClaimedLink{From: h.From, To: h.To, Sign: h.Sign, Despite: h.Despite}.String())
	case *model.Tie:
		if !h.Mutual {
			return nil
		}
		return texts([]string{string(h.From), string(h.To)})
	case *[]model.ScalePoint:
		return byKey(*h, func(p model.ScalePoint) (string, *node) {
			if p.Label == "" {
				return quantity.Format(p.At), &node{}
			}
			return quantity.Format(p.At), scalar(p.Label)
		})
	case *[]model.IssueRule:
		return byKey(*h, func(r model.IssueRule) (string, *node) { return string(r.Actor), scalar(string(r.Rule)) })
	case *[]model.Admission:
		return byKey(*h, func(a model.Admission) (string, *node) { return string(a.Source), scalar(a.Why) })
	case *[]model.DriverPush:
		return byKey(*h, func(p model.DriverPush) (string, *node) { return string(p.Driver), encodeValue(p.Size) })
	case *[]model.Likelihood:
		return byKey(*h, func(l model.Likelihood) (string, *node) { return string(l.Of), encodeNumber(&l.Value, false) })
	case *[]model.Attention:
		return byKey(*h, func(a model.Attention) (string, *node) { return string(a.To), encodeNumber(&a.Weight, false) })
	case *[]model.Choice:
		return byKey(*h, func(c model.Choice) (string, *node) { return string(c.WhatIf), encodeNumber(&c.Weight, false) })
	case *[]model.Change:
		return byKey(*h, func(c model.Change) (string, *node) { return string(c.Path), encodeChange(c) })
	case *[]model.Test:
		return byKey(*h, func(t model.Test) (string, *node) { return string(t.Lens), scalar(t.Text) })
	case *[]model.Preference:
		return byKey(*h, encodePreference)
	}
	return nil
}

func byKey[T any](list []T, entry func(T) (string, *node)) *node {
	if len(list) == 0 {
		return nil
	}
	n := mapping()
	for _, x := range list {
		n.put(entry(x))
	}
	return n
}

func encodeGrade(g *model.Grade) *node {
	if g.By == "" && g.Why == "" && g.Date == "" {
		return scalar(g.Is)
	}
	n := mapping()
	n.put("is", scalar(g.Is))
	n.put("by", scalar(g.By))
	n.put("date", scalar(string(g.Date)))
	n.put("why", scalar(g.Why))
	return n
}

func encodeParagraphs(p *[2]int) *node {
	switch {
	case p[0] == 0:
		return nil
	case p[0] == p[1]:
		return scalar(strconv.Itoa(p[0]))
	}
	return scalar(strconv.Itoa(p[0]) + "-" + strconv.Itoa(p[1]))
}

func encodeChange(c model.Change) *node {
	switch c.Op {
	case model.Cut:
		return scalar("off")
	case model.Set:
		if strings.HasSuffix(string(c.Path), ".veto") {
			return yesNoText(c.On)
		}
		if _, what, ok := model.OptionChange(c); ok && what == "taken" {
			return yesNoText(c.On)
		} else if ok {
			return scalar(c.Word)
		}
		return encodeValue(c.Value)
	}
	text, _ := c.Value.Written()
	if c.Op == model.Pin {
		return scalar("=" + text)
	}
	if !strings.HasPrefix(text, "-") {
		text = "+" + text
	}
	return scalar(text)
}

func encodePreference(p model.Preference) (string, *node) {
	n := mapping()
	switch {
	case p.Unknown:
		n = scalar("unknown")
	case len(p.Statements) > 0:
		n = &node{kind: sequenceNode}
		for i := range p.Statements {
			n.items = append(n.items, encodeItem(statementType, &p.Statements[i]))
		}
	case len(p.Ranking) > 0:
		classes := &node{kind: sequenceNode}
		for _, class := range p.Ranking {
			if len(class) == 1 {
				classes.items = append(classes.items, scalar(class[0]))
			} else {
				classes.items = append(classes.items, texts(class))
			}
		}
		n.put("ranking", classes)
	default:
		n.put("weights", byKey(p.Weights, func(w model.OptionWeight) (string, *node) {
			return string(w.Option), encodeNumber(&w.Weight, false)
		}))
	}
	return string(p.Actor), n
}
