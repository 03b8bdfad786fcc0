import { ProgramsSkeleton } from "@/components/settings/programs/programs-skeleton";

export default function ProgramsLoading() {
  return <ProgramsSkeleton />;
}
