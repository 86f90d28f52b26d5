package yaml

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entente/model"
)

const linked = editable + `causes:
  drivers: {x: {name: X}, y: {name: Y}, z: {name: Z}}
  links:
    # the first
    - {link: x -> y (+), size: 0.3..0.8, judgement: mine}   # kept
    - link: y -> z (-)
      because: [paper ¶5]
# after
`

func TestLinksTouchOnlyTheirLines(t *testing.T) {
	add := func(l LinkText) func(*File) (Edit, []string) {
		return func(f *File) (Edit, []string) { e, list := f.AddLink(l); return e, codes(list) }
	}
	remove := func(path string) func(*File) (Edit, []string) {
		return func(f *File) (Edit, []string) { e, list := f.RemoveLink(model.Path(path)); return e, codes(list) }
	}
	flow := strings.Split(linked, "  links:\n")[0] + "  links: [{link: x -> y (+), judgement: mine}, {link: y -> z (-), judgement: mine}]\n"
	none := strings.Split(linked, "  links:\n")[0]
	const line = "  links: [{link: x -> y (+), judgement: mine}, {link: y -> z (-), judgement: mine}]\n"
	for _, tt := range []struct {
		name, text     string
		edit           func(*File) (Edit, []string)
		removed, added []string
	}{
		{"added", linked, add(LinkText{Link: "x -> z (+)", Size: "0.1..0.2 ? a guess", Because: []string{"paper ¶4"}}),
			nil, []string{"    - {link: x -> z (+), size: \"0.1..0.2 ? a guess\", because: [paper ¶4]}\n"}},
		{"removed", linked, remove("x->y"), []string{"    - {link: x -> y (+), size: 0.3..0.8, judgement: mine}   # kept\n"}, nil},
		{"removed, block", linked, remove("y -> z"), []string{"    - link: y -> z (-)\n", "      because: [paper ¶5]\n"}, nil},
		{"added, flow", flow, add(LinkText{Link: "x -> z (?)", Judgement: "mine"}), []string{line},
			[]string{"  links: [{link: x -> y (+), judgement: mine}, {link: y -> z (-), judgement: mine}, {link: \"x -> z (?)\", judgement: mine}]\n"}},
		{"removed first, flow", flow, remove("x -> y"), []string{line}, []string{"  links: [{link: y -> z (-), judgement: mine}]\n"}},
		{"removed last, flow", flow, remove("y -> z"), []string{line}, []string{"  links: [{link: x -> y (+), judgement: mine}]\n"}},
		{"the first of all", none, add(LinkText{Link: "x -> z (+)", Uncertain: true, Judgement: "mine"}), nil,
			[]string{"  links: [{link: x -> z (+), uncertain: yes, judgement: mine}]\n"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e, problems := tt.edit(readText(t, tt.text))
			if len(problems) > 0 {
				t.Fatalf("problems: %v", problems)
			}
			removed, added := changed(tt.text, string(e.Data))
			if d := cmp.Diff(tt.removed, removed, equateEmpty); d != "" {
				t.Errorf("removed lines (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.added, added, equateEmpty); d != "" {
				t.Errorf("added lines (-want +got):\n%s", d)
			}
		})
	}
	for name, edit := range map[string]func(*File) (Edit, []string){
		"a pair that is there":  add(LinkText{Link: "x -> y (-)", Judgement: "mine"}),
		"no such driver":        add(LinkText{Link: "x -> w (-)", Judgement: "mine"}),
		"no sign":               add(LinkText{Link: "x -> z", Judgement: "mine"}),
		"two lines":             add(LinkText{Link: "x -> z (+)", Judgement: "mine\n- {link: z -> x (+)}"}),
		"nothing":               add(LinkText{}),
		"a size that is no one": add(LinkText{Link: "x -> z (+)", Size: "2..3", Judgement: "mine"}),
		"no such link":          remove("x -> z"),
	} {
		if _, problems := edit(readText(t, linked)); len(problems) == 0 {
			t.Errorf("%s: no problem", name)
		}
	}
	if _, problems := readText(t, editable).AddLink(LinkText{Link: "x -> z (+)"}); !problems.HasErrors() {
		t.Error("a link was added to no map")
	}
	// A link added and taken out again leaves no trace.
	for _, text := range []string{linked, flow, strings.ReplaceAll(linked, "\n", "\r\n")} {
		e, problems := readText(t, text).AddLink(LinkText{Link: "z -> x (?)", Size: "0.1..0.4", Because: []string{"paper ¶4", "paper ¶5"}, Judgement: "mine, all of it"})
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		if e, problems = e.File.RemoveLink("z -> x"); problems.HasErrors() || string(e.Data) != text {
			t.Errorf("%v\n%s", problems, e.Data)
		}
	}
	// The last link goes, and one can be added again.
	f := readText(t, strings.Replace(linked, "    - link: y -> z (-)\n      because: [paper ¶5]\n", "", 1))
	e, problems := f.RemoveLink("x -> y")
	if problems.HasErrors() {
		t.Fatalf("%v\n%s", problems, e.Data)
	}
	e, problems = e.File.AddLink(LinkText{Link: "z -> x (+)", Judgement: "mine"})
	if problems.HasErrors() || len(e.File.Case.Causes.Links) != 1 {
		t.Errorf("%v\n%s", problems, e.Data)
	}
}
