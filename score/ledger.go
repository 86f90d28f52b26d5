package score

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"
)

// NoReferenceClass stands for a base rate where none could be found.
const NoReferenceClass = "no reference class found"

// Ledger is what a chain of records says.
type Ledger struct {
	Questions []*Question // in the order in which they were asked
	// Doubts are what entry refuses and an existing record is not thrown away
	// for: a question without a rule or a base rate, a forecast of 0 or 1 that
	// is not marked as certain.
	Doubts []*Error

	chain *checker
	byID  map[string]*Question
}

// Question is one question with all that was said of it.
type Question struct {
	ID, Text, By   string
	Line           int
	At             time.Time
	Kind           Kind
	Options        []string
	Opens, Closes  time.Time
	Rule           string // how it will be resolved
	Truth          string // where the answer is to be read
	Resolver       string
	BaseRate       *Belief // nil: no reference class found
	ReferenceClass string
	Hindsight      bool     // the base rate was taken from the same outcomes
	StatusQuo      *Outcome // the answer if nothing changes
	Unit           string   // of a number
	Tags           []string
	Cluster        string // related questions share one; its own id if none is given
	Forecasts      []Forecast
	Resolution     *Resolution
	Void           *Void
}

func (q *Question) options() int {
	if q.Kind == Binary {
		return 2
	}
	return len(q.Options)
}

// Life is when the question could be forecast.
func (q *Question) Life() Life {
	l := Life{Opens: q.Opens, Closes: q.Closes}
	if q.Resolution != nil {
		l.Resolved = &q.Resolution.At
	}
	return l
}

// Forecast is one forecast; a revision is another.
type Forecast struct {
	Belief
	Line    int
	At      time.Time
	By      string
	Lens    string // empty: a person, or a pool
	Alone   bool   // made before the person saw what the lenses say
	Because string
	Note    string
}

// Resolution is what happened.
type Resolution struct {
	Outcome
	Line       int
	At         time.Time
	By, Source string
	Blame      string // evidence, weight, structure, rule or dice
	PostMortem string
	Blames     []string // paths of the records to blame
}

// Void is why a question is not scored.
type Void struct {
	Line   int
	At     time.Time
	By     string
	Reason string
}

// ReadLedger verifies the bytes of a ledger and reads its records. The error is
// a *Break where the chain does not hold; otherwise it joins all that cannot be
// read, each an *Error with its line.
func ReadLedger(data []byte) (*Ledger, error) {
	l := &Ledger{chain: newChecker(), byID: map[string]*Question{}}
	var errs []error
	for _, line := range Lines(data) {
		s, b := l.chain.next(line)
		if b != nil {
			return nil, b
		}
		faults, doubts := l.record(s, l.chain.lines)
		errs = append(errs, faults...)
		l.Doubts = append(l.Doubts, doubts...)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return l, nil
}

// Chain is the ledger's end.
func (l *Ledger) Chain() Chain { return l.chain.chain() }

// Entry is a record to be added. Fields are those of its type; see
// docs/scoring.md.
type Entry struct {
	Type, Question, By string
	At                 time.Time
	Fields             map[string]any
}

// ParseEntry reads an entry from a JSON object with type, q, by and its own
// fields; without at it is dated now.
func ParseEntry(line []byte, now time.Time) (Entry, error) {
	var all map[string]any
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	f, cause := scan(line, nil)
	if cause != "" || d.Decode(&all) != nil {
		return Entry{}, fault(CodeField, "write one JSON object a line", "the entry cannot be read: %s", cause)
	}
	e := Entry{At: now, Fields: all}
	e.Type, _ = f.text("type")
	e.Question, _ = f.text("q")
	e.By, _ = f.text("by")
	if f.get("at") != nil {
		var err error
		if e.At, err = f.time("at"); err != nil {
			return Entry{}, err
		}
	}
	for _, name := range []string{"type", "q", "by", "at"} {
		delete(all, name)
	}
	return e, nil
}

// Next makes the line that adds an entry, without its newline, and takes it in.
// It refuses what cannot be read back or would break the chain, a question
// without rule, dates and base rate, and a probability of 0 or 1 that is not
// marked certain: true, since 0 costs an infinite log score. On an error the
// ledger is as it was.
func (l *Ledger) Next(e Entry) ([]byte, error) {
	all := map[string]any{}
	maps.Copy(all, e.Fields)
	for _, name := range []string{"type", "q", "at", "by", "seq", "prev"} {
		if _, ok := all[name]; ok {
			return nil, fault(CodeField, "leave it out", "the field %q is set by the ledger", name)
		}
	}
	if e.By == "" {
		return nil, fault(CodeField, "say who", "the entry has no author")
	}
	end := l.Chain()
	all["type"], all["q"], all["by"], all["at"] = e.Type, e.Question, e.By, stamp(e.At)
	all["seq"], all["prev"] = end.Lines+1, end.Head
	line, err := Canonical(all)
	if err != nil {
		return nil, err
	}
	s, b := l.chain.check(line)
	if b != nil {
		return nil, b
	}
	before := l.byID[e.Question]
	var kept Question
	if before != nil {
		kept = *before
	}
	faults, doubts := l.record(s, end.Lines+1)
	for _, d := range doubts {
		faults = append(faults, d)
	}
	if len(faults) > 0 {
		if before != nil {
			*before = kept
		} else if l.byID[e.Question] != nil {
			delete(l.byID, e.Question)
			l.Questions = l.Questions[:len(l.Questions)-1]
		}
		return nil, errors.Join(faults...)
	}
	l.chain.take(line, s)
	return line, nil
}

// record takes one line of the chain in. Faults are what cannot be read; doubts
// what entry refuses.
func (l *Ledger) record(s stamped, line int) (faults []error, doubts []*Error) {
	at := func(err error) *Error {
		var e *Error
		if !errors.As(err, &e) {
			return &Error{CodeField, err.Error(), "write the record anew", line}
		}
		return &Error{e.Code, e.Cause, e.Remedy, line}
	}
	fail := func(err error) {
		if err != nil {
			for _, part := range parts(err) {
				faults = append(faults, at(part))
			}
		}
	}
	doubt := func(code, remedy, format string, args ...any) {
		doubts = append(doubts, at(fault(code, remedy, format, args...)))
	}
	q := l.byID[s.question]
	by, _ := s.text("by")
	if by == "" {
		doubt(CodeField, "say who", "the record has no author")
	}
	switch s.kind {
	case TypeQuestion:
		if q != nil {
			fail(fault(CodeTwice, "give the changed question an id of its own; what was asked stays", "the question %q was asked in line %d already", clip(q.ID), q.Line))
			return
		}
		q = &Question{ID: s.question, Line: line, At: s.at, By: by}
		l.byID[q.ID] = q
		l.Questions = append(l.Questions, q)
		q.read(s, fail, doubt)
	case TypeForecast:
		b, err := beliefOf(s.fields, "p", q.Kind, len(q.Options))
		fail(err)
		if err == nil && b.certain() && !s.is("certain") {
			doubt(CodeCertain, "write certain: true if that is meant; a 0 costs an infinite log score when it happens", "the forecast holds something for sure or impossible")
		}
		f := Forecast{Belief: b, Line: line, At: s.at, By: by, Alone: s.is("alone")}
		f.Lens, _ = s.text("lens")
		f.Because, _ = s.text("because")
		f.Note, _ = s.text("note")
		q.Forecasts = append(q.Forecasts, f)
	case TypeResolution, TypeVoid:
		if q.Resolution != nil || q.Void != nil {
			fail(fault(CodeTwice, "ask a new question", "the question %q was resolved already", clip(q.ID)))
			return
		}
		if s.kind == TypeVoid {
			q.Void = &Void{Line: line, At: s.at, By: by}
			q.Void.Reason, _ = s.text("reason")
			if q.Void.Reason == "" {
				doubt(CodeField, "say why the question is not scored", "there is no reason")
			}
			return
		}
		r := &Resolution{Line: line, At: s.at, By: by}
		var err error
		r.Outcome, err = outcomeOf(s.fields, "outcome", q)
		fail(err)
		r.Source, _ = s.text("source")
		r.Blame, _ = s.text("blame")
		r.PostMortem, _ = s.text("post_mortem")
		fail(textList(s.fields, "blames", &r.Blames))
		if r.Source == "" {
			doubt(CodeField, "say where the answer is to be read", "the resolution has no source")
		}
		if r.Blame != "" && !slices.Contains(Blames, r.Blame) {
			fail(fault(CodeField, "write evidence, weight, structure, rule or dice", "blame is %q", clip(r.Blame)))
		}
		q.Resolution = r
	}
	return
}

// Blames are what a post-mortem can blame: evidence that was wrong, its weight,
// the structure (a link, an actor, an option was missing), a rule or a date
// misread, or the dice: a forecast of 0.3 that comes true is no error by itself.
var Blames = []string{"evidence", "weight", "structure", "rule", "dice"}

// read reads the fields of a question.
func (q *Question) read(s stamped, fail func(error), doubt func(code, remedy, format string, args ...any)) {
	text := func(name string) string {
		t, ok := s.text(name)
		if !ok && s.get(name) != nil {
			fail(fault(CodeField, "write text", "the field %s is %s", name, said(s.get(name))))
		}
		return t
	}
	q.Text, q.Rule, q.Truth, q.Resolver = text("text"), text("rule"), text("truth"), text("resolver")
	q.ReferenceClass, q.Cluster, q.Hindsight = text("reference_class"), text("cluster"), s.is("hindsight")
	q.Unit = text("unit")
	if q.Cluster == "" {
		q.Cluster = q.ID
	}
	if q.ID == "" {
		fail(fault(CodeField, "write q", "the question has no id"))
	}
	if q.Rule == "" {
		doubt(CodeQuestion, "say how it will be resolved", "the question has no rule")
	}
	fail(textList(s.fields, "tags", &q.Tags))
	fail(textList(s.fields, "options", &q.Options))
	q.Kind = Binary
	if k := text("kind"); k != "" {
		q.Kind = Kind(k)
	}
	switch q.Kind {
	case Binary, Numeric:
		if len(q.Options) > 0 {
			fail(fault(CodeField, "leave options out, or write kind: multi or ordered", "a %s question has no options", q.Kind))
		}
	case Multi, Ordered:
		if names := slices.Compact(slices.Sorted(slices.Values(q.Options))); len(names) < 2 || len(names) < len(q.Options) {
			fail(fault(CodeField, "list two options or more, each once", "the options are %s", said(s.get("options"))))
		}
	default:
		fail(fault(CodeField, "write binary, multi, ordered or numeric", "kind is %q", clip(string(q.Kind))))
		return
	}
	var err1, err2 error
	q.Opens, err1 = s.time("opens")
	q.Closes, err2 = s.time("closes")
	fail(err1)
	fail(err2)
	if err1 == nil && err2 == nil && !q.Closes.After(q.Opens) {
		fail(fault(CodeDates, "let it close after it opens", "the question opens %s and closes %s", stamp(q.Opens), stamp(q.Closes)))
	}
	switch t, isText := s.text("base_rate"); {
	case s.get("base_rate") == nil:
		doubt(CodeQuestion, "write a base rate with its reference class, or \""+NoReferenceClass+"\"", "the question has no base rate")
	case isText && t == NoReferenceClass:
	default:
		b, err := beliefOf(s.fields, "base_rate", q.Kind, len(q.Options))
		fail(err)
		if err == nil {
			q.BaseRate = &b
		}
	}
	if s.get("status_quo") != nil {
		o, err := outcomeOf(s.fields, "status_quo", q)
		fail(err)
		if err == nil {
			q.StatusQuo = &o
		}
	}
}

// textList reads a list of text, if it is there.
func textList(f fields, name string, into *[]string) error {
	v := f.get(name)
	if v == nil {
		return nil
	}
	var list []*string
	err := json.Unmarshal(v, &list)
	for _, t := range list {
		if t == nil {
			err = errors.New("null")
			break
		}
		*into = append(*into, *t)
	}
	if err != nil {
		return fault(CodeField, "write a list of text", "the field %s is %s", name, said(v))
	}
	return nil
}
