package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// Opened is the answer to a case that was opened, made or copied.
type Opened struct {
	ID string `json:"id"`
}

// Changed says where a case stands after a change.
type Changed struct {
	ID      string `json:"id"`
	Digest  string `json:"digest"`
	CanUndo bool   `json:"can_undo"`
	CanRedo bool   `json:"can_redo"`
}

// OpenRequest names what to open; exactly one of Path, New and Copy is given.
type OpenRequest struct {
	Path string `json:"path,omitempty" doc:"A folder or file to open."`
	New  string `json:"new,omitempty" doc:"A folder, new or empty, in which to start a minimal case."`
	Copy string `json:"copy,omitempty" doc:"The id of a case to copy."`
	To   string `json:"to,omitempty" doc:"The folder, new or empty, to copy it into."`
}

// NumberRequest writes one number.
type NumberRequest struct {
	Path string `json:"path" minLength:"1" doc:"The number's path, such as russia.base-access.position."`
	Text string `json:"text" minLength:"1" doc:"The value as in a case file, such as 40..60."`
}

// WhatIfRequest adds a named what-if.
type WhatIfRequest struct {
	ID    string        `json:"id" minLength:"1" doc:"A short word that the case does not use yet."`
	Title string        `json:"title" minLength:"1" doc:"What happens, in a sentence."`
	Actor string        `json:"actor,omitempty" doc:"Whose lever it is, if anyone's."`
	Set   []WrittenItem `json:"set" minItems:"1" maxItems:"256" doc:"The changes."`
}

// WrittenItem is a path and what it is set to.
type WrittenItem struct {
	Path string `json:"path" minLength:"1"`
	To   string `json:"to" minLength:"1" doc:"As in a case file: 40..60, +0.6, =0.6, off."`
}

// LinkRequest adds a link to the causal map, or takes one out.
type LinkRequest struct {
	Link      string   `json:"link" minLength:"1" doc:"The link as in a case file, such as threats -> anxiety (+); without a sign when it is removed."`
	Size      string   `json:"size,omitempty" doc:"Its size, from 0 to 1, such as 0.2..0.6; 0 to 1 when left out."`
	Uncertain bool     `json:"uncertain,omitempty" doc:"Whether it may be absent."`
	Mechanism string   `json:"mechanism,omitempty" doc:"The id of the mechanism that it belongs to."`
	Because   []string `json:"because,omitempty" maxItems:"64" doc:"Ids of claims, or places in sources."`
	Judgement string   `json:"judgement,omitempty" doc:"The analyst's reason."`
	Remove    bool     `json:"remove,omitempty" doc:"Whether to take the link out."`
}

// SignRequest ticks an early sign off.
type SignRequest struct {
	Conclusion string `json:"conclusion" minLength:"1"`
	LookFor    string `json:"look_for" minLength:"1" doc:"The sign, as the case words it."`
	On         string `json:"on" minLength:"1" doc:"The day, month or year it was seen."`
	Source     string `json:"source" minLength:"1" doc:"Where it was seen."`
}

// OrderRequest puts an actor's statements of preference into another order.
type OrderRequest struct {
	Actor string `json:"actor" minLength:"1" doc:"Whose statements."`
	Order []int  `json:"order" minItems:"1" maxItems:"1000" doc:"The numbers, from 1, that the statements have now, the most important first."`
}

func (s *server) registerChanges(api huma.API) {
	type openIn struct{ Body OpenRequest }
	huma.Register(api, answers[Opened](api, huma.Operation{
		OperationID: "open-case", Method: http.MethodPost, Path: "/api/cases", Summary: "Opens a case, starts a new one, or copies one.",
	}), func(_ context.Context, in *openIn) (*reply, error) {
		id, err := s.open(in.Body)
		if err != nil {
			return nil, s.failed(err)
		}
		return (&Conditional{}).replyJSON(Opened{id})
	})

	type numberIn struct {
		CaseIn
		Body NumberRequest
	}
	huma.Register(api, answers[Changed](api, huma.Operation{
		OperationID: "set-number", Method: http.MethodPost, Path: "/api/cases/{id}/numbers", Summary: "Writes one number into the case file.",
	}), func(_ context.Context, in *numberIn) (*reply, error) {
		return s.change(in.ID, in.Body.make)
	})

	type whatIfIn struct {
		CaseIn
		Body WhatIfRequest
	}
	huma.Register(api, answers[Changed](api, huma.Operation{
		OperationID: "add-what-if", Method: http.MethodPost, Path: "/api/cases/{id}/what-ifs", Summary: "Writes a named what-if into the case file.",
	}), func(_ context.Context, in *whatIfIn) (*reply, error) {
		return s.change(in.ID, in.Body.make)
	})

	type linkIn struct {
		CaseIn
		Body LinkRequest
	}
	huma.Register(api, answers[Changed](api, huma.Operation{
		OperationID: "change-link", Method: http.MethodPost, Path: "/api/cases/{id}/causes/links", Summary: "Adds a link to the causal map in the case file, or takes one out.",
	}), func(_ context.Context, in *linkIn) (*reply, error) {
		return s.change(in.ID, in.Body.make)
	})

	type signIn struct {
		CaseIn
		Body SignRequest
	}
	huma.Register(api, answers[Changed](api, huma.Operation{
		OperationID: "see-sign", Method: http.MethodPost, Path: "/api/cases/{id}/signs", Summary: "Ticks an early sign off.",
	}), func(_ context.Context, in *signIn) (*reply, error) {
		return s.change(in.ID, in.Body.make)
	})

	type orderIn struct {
		CaseIn
		Body OrderRequest
	}
	huma.Register(api, answers[Changed](api, huma.Operation{
		OperationID: "order-preferences", Method: http.MethodPost, Path: "/api/cases/{id}/conflict/preferences", Summary: "Puts an actor's statements of preference into another order.",
	}), func(_ context.Context, in *orderIn) (*reply, error) {
		return s.change(in.ID, in.Body.make)
	})

	huma.Register(api, answers[Changed](api, huma.Operation{
		OperationID: "undo", Method: http.MethodPost, Path: "/api/cases/{id}/undo", Summary: "Takes the last change back.",
	}), func(_ context.Context, in *CaseIn) (*reply, error) {
		return s.change(in.ID, undo)
	})
	huma.Register(api, answers[Changed](api, huma.Operation{
		OperationID: "redo", Method: http.MethodPost, Path: "/api/cases/{id}/redo", Summary: "Makes the change again that was taken back last.",
	}), func(_ context.Context, in *CaseIn) (*reply, error) {
		return s.change(in.ID, redo)
	})
}
