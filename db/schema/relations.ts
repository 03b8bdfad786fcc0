import { relations } from "drizzle-orm";
import { creditAllocations } from "./credit-allocations";
import { creditGrants } from "./credit-grants";
import { creditReservations } from "./credit-reservations";
import { generatedImages } from "./generated-images";
import { generationAttempts } from "./generation-attempts";
import { generationOutputs } from "./generation-outputs";
import { generations } from "./generations";
import { ledgerEntries } from "./ledger-entries";
import { ledgerLines } from "./ledger-lines";
import { users } from "./users";

export const usersRelations = relations(users, ({ many }) => ({
  generations: many(generations),
  images: many(generatedImages),
  grants: many(creditGrants),
}));

export const generationsRelations = relations(generations, ({ one, many }) => ({
  user: one(users, { fields: [generations.userId], references: [users.id] }),
  attempts: many(generationAttempts),
  outputs: many(generationOutputs),
  images: many(generatedImages),
}));

export const attemptsRelations = relations(generationAttempts, ({ one }) => ({
  generation: one(generations, { fields: [generationAttempts.generationId], references: [generations.id] }),
}));

export const outputsRelations = relations(generationOutputs, ({ one }) => ({
  generation: one(generations, { fields: [generationOutputs.generationId], references: [generations.id] }),
}));

export const imagesRelations = relations(generatedImages, ({ one }) => ({
  user: one(users, { fields: [generatedImages.userId], references: [users.id] }),
  generation: one(generations, { fields: [generatedImages.generationId], references: [generations.id] }),
}));

export const ledgerEntriesRelations = relations(ledgerEntries, ({ many }) => ({ lines: many(ledgerLines) }));

export const ledgerLinesRelations = relations(ledgerLines, ({ one }) => ({
  entry: one(ledgerEntries, { fields: [ledgerLines.entryId], references: [ledgerEntries.id] }),
}));

export const reservationsRelations = relations(creditReservations, ({ many }) => ({
  allocations: many(creditAllocations),
}));

export const allocationsRelations = relations(creditAllocations, ({ one }) => ({
  reservation: one(creditReservations, {
    fields: [creditAllocations.reservationId],
    references: [creditReservations.id],
  }),
}));
