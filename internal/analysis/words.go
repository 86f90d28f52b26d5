package analysis

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"entente/model"
	"entente/quantity"
)

// outOf says a share of draws the way the program always says one: never as a
// probability of the event.
func outOf(share float64) string {
	n := int(math.Round(share * 100))
	switch {
	case share > 0 && n == 0:
		return "in fewer than 1 of 100 draws"
	case share < 1 && n == 100:
		return "in more than 99 of 100 draws"
	}
	return fmt.Sprintf("in %d of 100 draws", n)
}

// number prints a value of an outcome with the places that its scale deserves:
// three significant figures of the scale's length.
func number(x, length float64) string {
	if math.IsNaN(x) {
		return "not defined"
	}
	places := 0
	if length > 0 {
		places = max(0, 2-int(math.Floor(math.Log10(length))))
	}
	s := strconv.FormatFloat(x, 'f', places, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		s = "0"
	}
	return s
}

// valueText prints a value as an analyst writes it.
func valueText(v quantity.Value) string { return v.String() }

// label names a number in words: "position of Russia on base-access".
func label(c *model.Case, path model.Path) string {
	s := string(path)
	if from, to, ok := strings.Cut(s, " -> "); ok {
		return "“" + driverName(c, from) + "” → “" + driverName(c, to) + "”"
	}
	if driver, ok := strings.CutPrefix(s, "drivers."); ok {
		return "“" + driverName(c, driver) + "”"
	}
	if words := listenLabel(c, s); words != "" {
		return words
	}
	parts := strings.Split(s, ".")
	property := parts[len(parts)-1]
	head := strings.Join(parts[:len(parts)-1], ".")
	if a := c.Actor(model.ActorID(head)); a != nil {
		return property + " of " + actorName(c, a.ID)
	}
	if i := c.Issue(model.IssueID(head)); i != nil && property == "status-quo" {
		return "status quo of " + head
	}
	if k := strings.LastIndexByte(head, '.'); k > 0 {
		if a := c.Actor(model.ActorID(head[:k])); a != nil && c.Issue(model.IssueID(head[k+1:])) != nil {
			return property + " of " + actorName(c, a.ID) + " on " + head[k+1:]
		}
	}
	if parts[0] == "conflict" && len(parts) > 2 {
		return gameLabel(c, strings.Join(parts[1:len(parts)-2], "."), parts[len(parts)-2], property)
	}
	if parts[0] == "hypotheses" && len(parts) > 3 {
		if parts[3] == "likelihood" && len(parts) == 5 {
			return "likelihood of " + parts[2] + " if " + parts[4]
		}
		return property + " of " + parts[2]
	}
	if len(parts) == 3 && parts[0] == "ties" {
		return "tie of " + parts[1] + " and " + parts[2]
	}
	return s
}

// actorName is an actor's name; a part carries its whole's name behind it.
func actorName(c *model.Case, id model.ActorID) string {
	a := c.Actor(id)
	if a == nil {
		return string(id)
	}
	name := plainName(a)
	if w := c.Actor(id.Whole()); w != nil && !strings.Contains(name, plainName(w)) {
		return name + " (" + plainName(w) + ")"
	}
	return name
}

func driverName(c *model.Case, id string) string {
	if c.Causes != nil {
		for i := range c.Causes.Drivers {
			if d := &c.Causes.Drivers[i]; string(d.ID) == id && d.Name != "" {
				return d.Name
			}
		}
	}
	if strings.Contains(id, ".") {
		return label(c, model.Path(id))
	}
	return id
}

// nearest says which labelled points of a scale a value lies at or between.
func nearest(scale []model.ScalePoint, x float64) string {
	length := scale[len(scale)-1].At - scale[0].At
	for _, p := range scale {
		if math.Abs(p.At-x) <= length/20 {
			return "near “" + p.Label + "”"
		}
	}
	for i := 1; i < len(scale); i++ {
		if x < scale[i].At {
			return "between “" + scale[i-1].Label + "” and “" + scale[i].Label + "”"
		}
	}
	return "at “" + scale[len(scale)-1].Label + "”"
}

// list joins phrases with commas and a last "and".
func list(phrases []string) string {
	switch len(phrases) {
	case 0:
		return ""
	case 1:
		return phrases[0]
	}
	return strings.Join(phrases[:len(phrases)-1], ", ") + " and " + phrases[len(phrases)-1]
}

// sentence makes a phrase into a sentence.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return s
	}
	if !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// clause drops the full stop of a statement so that it can stand in a sentence.
func clause(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".") }
