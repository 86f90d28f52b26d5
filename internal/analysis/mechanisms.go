package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/internal/codec/yaml"
	"entente/internal/version"
	"entente/model"
)

// MechanismsFormat names the JSON form of Mechanisms.
const MechanismsFormat = "entente.mechanisms/1"

// Mechanisms is the table mechanism × conclusion: what each answer owes to each
// idea of the argument, found by taking the idea out.
type Mechanisms struct {
	Format  string  `json:"format"`
	Version string  `json:"version"`
	Case    CaseRef `json:"case"`
	Seed    uint64  `json:"seed"`
	Draws   int     `json:"draws"`

	Base []ConclusionStand `json:"base"` // with every mechanism on
	Rows []MechanismRow    `json:"rows"` // in the order of the case
	// Done is how many rows are filled; fewer than there are when it was
	// interrupted.
	Done  int      `json:"done"`
	Notes []string `json:"notes"`
}

// ConclusionStand is how a conclusion stands.
type ConclusionStand struct {
	Conclusion string      `json:"conclusion"`
	Says       string      `json:"says"`
	Answers    string      `json:"answers"`
	Verdict    Verdict     `json:"verdict"`
	Lenses     []LensStand `json:"lenses"` // that have something to say
}

// LensStand is what one lens says of a conclusion: in how many draws it holds,
// by the method that leads the lens.
type LensStand struct {
	Lens    string   `json:"lens"`
	Verdict Verdict  `json:"verdict"`
	Share   *float64 `json:"share"` // null: no draw has an outcome
}

// MechanismRow is what taking one mechanism out does.
type MechanismRow struct {
	Mechanism string          `json:"mechanism"`
	Title     string          `json:"title"`
	Parts     int             `json:"parts"` // items of the case that belong to it
	Cells     []MechanismCell `json:"cells"` // in the order of the base's conclusions
	// Carries are the conclusions that it turns; Idle is set when it changes no
	// share at all.
	Carries []string `json:"carries"`
	Idle    bool     `json:"idle"`
	Words   string   `json:"words"`
}

// MechanismCell is a conclusion without a mechanism.
type MechanismCell struct {
	ConclusionStand
	// Moved is the change of the share that moves most, over the lenses that
	// speak with and without; Lens is whose.
	Moved float64 `json:"moved"`
	Lens  string  `json:"lens,omitempty"`
	// Turns is set when the share of a lens crosses one half, or a lens falls
	// silent.
	Turns bool `json:"turns"`
}

// MechanismDraws is how many draws the table takes unless told otherwise: a run
// for every mechanism, whose shares are to be steady to two in a hundred.
const MechanismDraws = 2000

// MechanismTable runs the case whole and without each of its mechanisms, on the
// same draws, so that a difference is the mechanism's and not chance. When ctx is
// cancelled, the rows that are done are returned.
func MechanismTable(ctx context.Context, f *yaml.File, o Options) (*Mechanisms, error) {
	o.Levers = false
	steps := len(f.Case.Mechanisms) + 1
	total := steps * o.Draws
	progress := o.Progress
	step := 0
	o.Progress = func(done, _ int) {
		if progress != nil {
			progress(step*o.Draws+done, total)
		}
	}
	out := &Mechanisms{
		Format: MechanismsFormat, Version: version.Version, Case: caseRef(f), Seed: o.Seed, Draws: o.Draws,
		Base: []ConclusionStand{}, Rows: []MechanismRow{}, Notes: []string{},
	}
	stands := func(without []model.MechanismID) ([]ConclusionStand, error) {
		o := o
		o.Without = append(slices.Clone(o.Without), without...)
		r, err := start(ctx, f, o)
		if err != nil {
			return nil, err
		}
		if r.done < o.Draws {
			return nil, ctx.Err()
		}
		return r.stands(), nil
	}
	var err error
	if out.Base, err = stands(nil); err != nil {
		return nil, err
	}
	views := mechanismViews(f.Case, objects(f.Case))
	for i := range f.Case.Mechanisms {
		m := &f.Case.Mechanisms[i]
		step = i + 1
		now, err := stands([]model.MechanismID{m.ID})
		if ctx.Err() != nil {
			out.Notes = append(out.Notes, fmt.Sprintf("Interrupted after %d of %d mechanisms.", out.Done, len(f.Case.Mechanisms)))
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out.Rows = append(out.Rows, mechanismRow(m, len(views[i].Parts), out.Base, now))
		out.Done++
	}
	out.Notes = append(out.Notes,
		"A mechanism that is off takes its stances, links, bindings, statements and evidence with it. What it carries is what the answers of this case owe to it, not what it weighed in the world.",
		"Shares are shares of the draws from the case's own ranges; they are not probabilities of events.")
	return out, nil
}

// without is the file with mechanisms switched off in its case.
func without(f *yaml.File, off []model.MechanismID) *yaml.File {
	if len(off) == 0 {
		return f
	}
	g := *f
	g.Case = f.Case.Without(off...)
	return &g
}

// stands lists how every conclusion stands in its scenario.
func (r *run) stands() []ConclusionStand {
	out := []ConclusionStand{}
	for i := range r.c.Conclusions {
		k := &r.c.Conclusions[i]
		s := ConclusionStand{Conclusion: string(k.ID), Says: k.Says, Answers: string(k.Answers), Lenses: []LensStand{}}
		var spoken []Verdict
		for _, l := range model.Lenses {
			a := r.verdict(k, l, r.scenarioOf(k))
			if a.Verdict == Silent {
				continue
			}
			spoken = append(spoken, a.Verdict)
			s.Lenses = append(s.Lenses, LensStand{Lens: string(l), Verdict: a.Verdict, Share: leading(a.Methods)})
		}
		s.Verdict = together(spoken)
		out = append(out, s)
	}
	return out
}

// leading is the share of the method that leads a lens: the one the case has
// chosen, else the first.
func leading(list []MethodShare) *float64 {
	for _, m := range list {
		if m.Chosen && !math.IsNaN(m.Share) {
			return &m.Share
		}
	}
	for _, m := range list {
		if !math.IsNaN(m.Share) {
			return &m.Share
		}
	}
	return nil
}

func mechanismRow(m *model.Mechanism, parts int, base, now []ConclusionStand) MechanismRow {
	row := MechanismRow{Mechanism: string(m.ID), Title: m.Title, Parts: parts, Cells: []MechanismCell{}, Carries: []string{}, Idle: true}
	for i, s := range now {
		cell := MechanismCell{ConclusionStand: s}
		for _, before := range base[i].Lenses {
			k := slices.IndexFunc(s.Lenses, func(l LensStand) bool { return l.Lens == before.Lens })
			if k < 0 {
				cell.Turns, row.Idle = true, false
				continue
			}
			after := s.Lenses[k]
			if before.Share == nil || after.Share == nil {
				continue
			}
			d := *after.Share - *before.Share
			if d != 0 {
				row.Idle = false
			}
			if (*before.Share >= 0.5) != (*after.Share >= 0.5) {
				cell.Turns = true
			}
			if math.Abs(d) > math.Abs(cell.Moved) {
				cell.Moved, cell.Lens = d, before.Lens
			}
		}
		if cell.Turns {
			row.Carries = append(row.Carries, s.Conclusion)
		}
		row.Cells = append(row.Cells, cell)
	}
	row.Words = mechanismWords(&row, base)
	return row
}

// mechanismWords says what a mechanism carries, the largest moves first.
func mechanismWords(row *MechanismRow, base []ConclusionStand) string {
	switch {
	case row.Parts == 0:
		return "Nothing in the case belongs to it, so there is nothing to switch off."
	case row.Idle:
		return "No conclusion moves without it."
	}
	order := make([]int, len(row.Cells))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := math.Abs(row.Cells[a].Moved), math.Abs(row.Cells[b].Moved)
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	var moves []string
	for _, i := range order[:min(3, len(order))] {
		c := &row.Cells[i]
		before, after := shareOf(&base[i], c.Lens), shareOf(&c.ConclusionStand, c.Lens)
		if before == nil || after == nil || int(math.Round(*before*100)) == int(math.Round(*after*100)) {
			continue
		}
		moves = append(moves, fmt.Sprintf("%s goes from %d to %d of 100 draws (%s)", c.Conclusion, int(math.Round(*before*100)), int(math.Round(*after*100)), c.Lens))
	}
	var parts []string
	if len(moves) > 0 {
		parts = append(parts, "Without it "+strings.Join(moves, "; ")+".")
	} else {
		parts = append(parts, "Without it no conclusion moves by as much as one draw in a hundred.")
	}
	if len(row.Carries) > 0 {
		parts = append(parts, "It carries "+list(row.Carries)+".")
	}
	return strings.Join(parts, " ")
}

func shareOf(s *ConclusionStand, lens string) *float64 {
	for i := range s.Lenses {
		if s.Lenses[i].Lens == lens {
			return s.Lenses[i].Share
		}
	}
	return nil
}
