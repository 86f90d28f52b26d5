package conflict

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Names are the words for what an explanation names by key and id. A function
// that is nil leaves the key or id as it is.
type Names struct {
	DM        func(id string) string
	State     func(key string) string
	Option    func(id string) string
	Statement func(text string) string
}

// Names are the words that the model's own declarations give.
func (m *Model) Names() Names {
	return Names{
		DM: func(id string) string {
			if i := m.DecisionMaker(id); i >= 0 {
				return m.space.dms[i].Name
			}
			return id
		},
		Option: func(id string) string {
			if k, ok := m.space.optIdx[id]; ok {
				return m.space.options[k].Name
			}
			return id
		},
	}
}

func word(f func(string) string, id string) string {
	if f == nil {
		return id
	}
	return f(id)
}

func (n Names) dm(id string) string    { return word(n.DM, id) }
func (n Names) state(id string) string { return word(n.State, id) }

func (n Names) statement(text string) string { return "“" + word(n.Statement, text) + "”" }

// opening is a sentence with an article at its start in upper case. Names and
// keys stay as they are.
func opening(sentence string) string {
	if rest, ok := strings.CutPrefix(sentence, "the "); ok {
		return "The " + rest
	}
	return sentence
}

// Words are the explanation in paragraphs: one for each improvement, or for what
// there is instead, one with the verdict, and one with what it hangs on.
func (e *Explanation) Words(n Names) []string {
	out := e.paragraphs(n)
	for k := range out {
		out[k] = opening(out[k])
	}
	return out
}

func (e *Explanation) paragraphs(n Names) []string {
	var out []string
	dm, here := n.dm(e.DM), n.state(e.State)
	switch {
	case e.Undeterred != nil:
		out = append(out, n.undeterred(e, dm, here), fmt.Sprintf("So %s moves.", dm))
	case len(e.Deterred) > 0:
		for k := range e.Deterred {
			out = append(out, n.deterred(&e.Deterred[k], dm, here))
		}
		out = append(out, fmt.Sprintf("So %s stays.", dm))
	case len(e.Moves) > 0:
		var list []string
		for _, s := range e.Moves {
			list = append(list, fmt.Sprintf("%s is %s (%s)", n.state(s.To), relation(s.Change), n.difference(s.Change)))
		}
		out = append(out, fmt.Sprintf("%s cannot do better by itself than %s: %s.", dm, here, strings.Join(list, "; ")), fmt.Sprintf("So %s stays.", dm))
	default:
		out = append(out, fmt.Sprintf("%s has no move from %s.", dm, here), fmt.Sprintf("So %s stays.", dm))
	}
	if h := e.HangsOn; h == nil {
		out = append(out, fmt.Sprintf("No other order of %s would change that.", dm))
	} else {
		out = append(out, n.hangsOn(h, dm, here))
	}
	return out
}

func (n Names) deterred(d *Deterred, dm, here string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s could improve from %s to %s%s (%s). Then %s, which %s likes no better than %s (%s).", dm, here, n.state(d.Improvement.To),
		n.by(d.Improvement.Changes), n.difference(d.Improvement.Change), n.path(d.Sanction), dm, here, n.difference(d.Outcome))
	if d.Best != nil {
		fmt.Fprintf(&b, " %s could answer with %s, but that is no better either (%s).", opening(dm), n.state(d.Best.Move.To), n.difference(d.Best.Outcome))
	}
	return b.String()
}

func (n Names) undeterred(e *Explanation, dm, here string) string {
	u := e.Undeterred
	var b strings.Builder
	fmt.Fprintf(&b, "%s can improve from %s to %s%s (%s).", dm, here, n.state(u.Improvement.To), n.by(u.Improvement.Changes), n.difference(u.Improvement.Change))
	switch u.Reason {
	case NoForesight:
		b.WriteString(" What others may do then is not looked at.")
	case CannotMove:
		b.WriteString(" Nobody else can move from there.")
	case WillNotMove:
		b.WriteString(" Nobody else would gain by a move from there.")
	case NothingWorse:
		fmt.Fprintf(&b, " Whatever the others do then, %s still likes it better: at worst %s (%s).", dm, n.path(u.Worst.Path), n.difference(u.Worst.Outcome))
	case Answered:
		b.WriteString(" Every sanction has an answer.")
		for _, s := range u.Escapes {
			fmt.Fprintf(&b, " If %s, %s goes to %s and does better (%s).", n.path(s.Sanction.Path), dm, n.state(s.Answer.Move.To), n.difference(s.Answer.Outcome))
		}
		if u.More {
			b.WriteString(" There are more sanctions, each with an answer.")
		}
	}
	return b.String()
}

func (n Names) hangsOn(h *HangsOn, dm, here string) string {
	way, than := "higher", "above"
	if !h.Up {
		way, than = "lower", "below"
	}
	places := strconv.FormatFloat(h.Length, 'g', -1, 64) + " places"
	if h.Length == 1 {
		places = "1 place"
	}
	return fmt.Sprintf("That hangs on how %s compares %s with %s (%s): with %s %s %s, %s %s, the verdict would be the other one.",
		dm, n.state(h.Past), here, n.difference(h.Difference), here, places, way, than, n.state(h.Past))
}

// by says which options a move changes.
func (n Names) by(changes []OptionChange) string {
	if len(changes) == 0 {
		return ""
	}
	parts := make([]string, len(changes))
	for k, c := range changes {
		parts[k] = "giving up "
		if c.Taken {
			parts[k] = "taking "
		}
		parts[k] += "“" + word(n.Option, c.Option) + "”"
		if c.Irreversible {
			parts[k] += ", for good"
		}
	}
	return " by " + strings.Join(parts, " and ")
}

// path says who moves where in turn.
func (n Names) path(steps []Turn) string {
	parts := make([]string, len(steps))
	for k, s := range steps {
		parts[k] = fmt.Sprintf("%s would bring %s%s", n.dm(s.DM), n.state(s.To), n.by(s.Changes))
	}
	return strings.Join(parts, ", then ")
}

func relation(d Difference) string {
	switch d.Relation {
	case Better:
		return "better"
	case Worse:
		return "worse"
	}
	return "no better"
}

// difference says by which judgement a state differs from the one it is
// compared with.
func (n Names) difference(d Difference) string {
	switch {
	case d.Relation == Equal:
		return "the two are level"
	case d.Level > 0 && len(d.Statements) == 1:
		holds := "fails"
		if d.Holding > 0 {
			holds = "holds"
		}
		return fmt.Sprintf("statement %d, %s, %s there", d.Level, n.statement(d.Statements[0]), holds)
	case d.Level > 0:
		return fmt.Sprintf("of the %d statements of level %d, %d hold there against %d", len(d.Statements), d.Level, d.Holding, d.Against)
	case d.By != 0:
		return fmt.Sprintf("worth %s %s", strconv.FormatFloat(math.Abs(d.By), 'g', 6, 64), moreOrLess(d.By > 0))
	}
	ranks, than := d.Ranks, "higher"
	if ranks < 0 {
		ranks, than = -ranks, "lower"
	}
	if ranks == 1 {
		return "1 rank " + than
	}
	return fmt.Sprintf("%d ranks %s", ranks, than)
}

func moreOrLess(more bool) string {
	if more {
		return "more"
	}
	return "less"
}
